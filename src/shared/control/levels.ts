import { assertNever } from "../base/assert-never.ts";
import { clamp } from "../base/math.ts";
import { MAX_TRIGGER } from "./command-limits.ts";
import { createController, STANDING } from "./hopper-controller.ts";
import type { ControllerCommand } from "./hopper-controller.ts";
import { cruiseIntent, hopIntent } from "./intent.ts";
import type { Intent } from "./intent.ts";
import { JOINT_SPRINGS, jointSticks, jointTargets } from "./joint-targets.ts";
import type { PadSample, StickOptions } from "./pad-sample.ts";
import { createTakeoverCatch } from "./takeover-catch.ts";

/** Levels of help that can be driven with, the most help first. */
export const DRIVE_LEVELS = ["cruise", "hop", "joints", "torque"] as const;
export type DriveLevel = (typeof DRIVE_LEVELS)[number];

/** Where a level writes what it decided; a recorder's step input is one. */
export interface LevelOutput {
  /** torques to execute, in [-1, 1] (3) */
  readonly action: Float64Array;
  /** the same before clipping (3), also where a controller wanted more than there is */
  readonly intended: Float64Array;
  /** commanded speed (m/s), height (1), lean (rad), thrust (1); zeros where the level commands none of them */
  readonly intent: Float32Array;
}

/** Turns pad and observation into torques. Allocates nothing; not safe for concurrent use. */
export interface LevelDriver {
  readonly level: DriveLevel;
  /** whether `intent[0]` is a commanded speed */
  readonly commands: boolean;
  /** whether it can bring a running hopper to rest that something else drove until now */
  readonly catches: boolean;
  /** all that it carries from step to step; a driver of the same level given the same goes on the same way */
  readonly memory: Float64Array;
  /** the next step is the first after something else drove: it catches the hopper where it can, in one of CATCH_WAYS ways */
  take(way: number): void;
  /** the next step is an episode's first */
  reset(): void;
  act(observation: ArrayLike<number>, pad: PadSample, out: LevelOutput): void;
}

/** The driver of a level of help. */
export function createLevelDriver(level: DriveLevel, options: StickOptions): LevelDriver {
  switch (level) {
    case "cruise":
      return createCommandedDriver(level, (pad, intent) => cruiseIntent(pad, options, intent));
    case "hop":
      return createCommandedDriver(level, (pad, intent) => hopIntent(pad, options, intent));
    case "joints":
      return createJointsDriver(options);
    case "torque":
      return createTorqueDriver(options);
    default:
      return assertNever(level);
  }
}

/**
 * The controller keeps the balance; the pad says what it is asked for, and the speed follows by MAX_ACCELERATION. What is
 * taken over is caught first. The intent, always the stick's, is not what the hopper does until then.
 */
function createCommandedDriver(level: DriveLevel, read: (pad: PadSample, intent: Intent) => void): LevelDriver {
  const controller = createController();
  const caught = createTakeoverCatch();
  const intent: Intent = { speed: 0, height: 0, lean: 0, thrust: 0, reach: 0 };
  const command: ControllerCommand = { ...STANDING };
  return {
    level,
    commands: true,
    catches: true,
    memory: caught.memory,
    take: (way) => caught.take(way),
    reset: () => caught.reset(),
    act(observation, pad, out) {
      read(pad, intent);
      command.speed = caught.ease(intent.speed);
      command.trigger = Math.min(intent.height + intent.thrust, MAX_TRIGGER);
      command.lean = intent.lean;
      command.reach = intent.reach;
      if (!caught.act(observation, out.action, out.intended))
        controller.act(observation, command, out.action, out.intended);
      out.intent[0] = intent.speed;
      out.intent[1] = intent.height;
      out.intent[2] = intent.lean;
      out.intent[3] = intent.thrust;
    },
  };
}

/** of levels on which the operator keeps the balance: nobody catches */
const MEMORYLESS = {
  commands: false,
  catches: false,
  memory: new Float64Array(0),
  take(): void {},
  reset(): void {},
} as const;

/** Springs pull the joints to where the sticks are; nobody keeps the balance but the operator. */
function createJointsDriver(options: StickOptions): LevelDriver {
  const targets = new Float64Array(3);
  return {
    level: "joints",
    ...MEMORYLESS,
    act(observation, pad, out) {
      jointTargets(pad, options, targets);
      for (let j = 0; j < 3; j++) {
        const { stiffness, damping } = JOINT_SPRINGS[j as 0 | 1 | 2];
        const error = (targets[j] as number) - (observation[j + 2] as number);
        write(j, stiffness * error - damping * (observation[j + 8] as number), out);
      }
      out.intent.fill(0);
    },
  };
}

/** The sticks of JOINT_STICKS are the torques; nothing in between. */
function createTorqueDriver(options: StickOptions): LevelDriver {
  const torques = new Float64Array(3);
  return {
    level: "torque",
    ...MEMORYLESS,
    act(_observation, pad, out) {
      jointSticks(pad, options, torques);
      for (let j = 0; j < 3; j++) write(j, torques[j] as number, out);
      out.intent.fill(0);
    },
  };
}

function write(joint: number, torque: number, out: LevelOutput): void {
  out.intended[joint] = torque;
  out.action[joint] = clamp(torque, -1, 1);
}
