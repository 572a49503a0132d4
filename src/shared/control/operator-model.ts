import { clamp } from "../base/math.ts";
import { createRng } from "../base/rng.ts";
import { OBSERVATION_SIZE, STEP_RATE } from "../base/specs.ts";
import { MAX_HOP_SPEED, MAX_SPEED } from "./command-limits.ts";
import { createController, STANDING } from "./hopper-controller.ts";
import { JOINT_STICKS, JOINT_TRAVELS } from "./joint-targets.ts";
import type { DriveLevel } from "./levels.ts";
import { LEFT_TRIGGER, RIGHT_TRIGGER } from "./pad-sample.ts";
import type { PadSample, StickOptions } from "./pad-sample.ts";

/** What a simulated operator wants: hold a speed, run and then stop, hop high, or pass a mark and stop behind it. */
export const OPERATOR_GOALS = ["hold", "stop", "high", "pass"] as const;
export type OperatorGoal = (typeof OPERATOR_GOALS)[number];

/** s from seeing to moving the thumb */
const REACTION_SECONDS = 0.2;
/** samples of the thumb per real second */
export const THUMB_RATE = 60;
/** standard deviation of the thumb as a share of its deflection: motor noise grows with the signal (Harris, Wolpert 1998) */
const THUMB_NOISE = 0.1;
/** m/s of "hold", and of "stop" and "pass" on the way */
const HOLD_SPEED = 1;
/** s of running before "stop" */
const RUN_SECONDS = 3;
/** m of "pass" */
const MARK = 5;

export interface OperatorOptions {
  readonly level: DriveLevel;
  readonly goal: OperatorGoal;
  /** simulated seconds per real second: slow motion makes the thumb quicker by as much */
  readonly timeScale: number;
  readonly seed: number;
  /** how the pad will be read; the thumb knows its dead zone */
  readonly sticks: StickOptions;
}

/** A person's hands, simulated: they see late, move now and then, and not exactly as meant. For tests and tuning. */
export interface OperatorModel {
  /** the speed it goes for at a time (simulated s) and place (m) */
  wanted(time: number, x: number): number;
  /** the pad at this control step; call it at every step from 0 on. `x`: torso position, m */
  sample(step: number, observation: ArrayLike<number>, x: number): PadSample;
}

/** s over which it judges speed and lean by eye */
const GLANCE_SECONDS = 0.4;
/** how fast it corrects its speed: m/s of stick per s and m/s of error */
const CORRECTION = 0.5;

/** how far it leans against a pitch: share of the stick per rad */
const UPRIGHT = 5;
/** m/s²; it changes its mind no faster */
const EASE = 0.5;

/** An operator for a level and a goal; the same seed moves the same way. */
export function createOperatorModel({ level, goal, timeScale, seed, sticks }: OperatorOptions): OperatorModel {
  const rng = createRng(seed);
  const controller = createController();
  const delay = Math.round(REACTION_SECONDS * timeScale * STEP_RATE);
  const past = new Float64Array((delay + 1) * (OBSERVATION_SIZE + 1));
  const seen = past.subarray(0, OBSERVATION_SIZE);
  const between = (STEP_RATE * timeScale) / THUMB_RATE;
  const axes = new Float64Array(4);
  const buttons = new Float64Array(17);
  const joints = new Float64Array(3);
  const command = { ...STANDING };
  let next = 0;
  /** the speed it goes for at present, m/s */
  let now = 0;
  let speed = 0;
  let pitch = 0;
  let correction = 0;

  const wanted = (time: number, x: number): number => {
    if (goal === "high") return 0.5;
    if (goal === "stop") return time < RUN_SECONDS ? HOLD_SPEED : 0;
    if (goal === "pass") return x < MARK ? HOLD_SPEED : 0;
    return HOLD_SPEED;
  };
  const noisy = (value: number): number => clamp(value * (1 + THUMB_NOISE * rng.normal()), -1, 1);
  /** the raw deflection that is read as `value`, along one axis */
  const raise = (value: number): number => {
    const size = value < 0 ? -value : value;
    return size === 0 ? 0 : (value / size) * (sticks.deadZone + (1 - sticks.deadZone) * size);
  };
  const steer = (view: Float64Array): void => {
    const share = (between / STEP_RATE) * (1 / GLANCE_SECONDS);
    speed += clamp(share, 0, 1) * ((view[5] as number) - speed);
    pitch += clamp(share, 0, 1) * ((view[1] as number) - pitch);
    correction = now === 0 ? 0 : clamp(correction + ((CORRECTION * between) / STEP_RATE) * (now - speed), -0.3, 0.5);
  };
  const press = (): void => {
    const fastest = level === "cruise" ? MAX_SPEED : MAX_HOP_SPEED;
    axes.fill(0);
    buttons.fill(0);
    axes[0] = noisy(raise(clamp((now + correction) / fastest, 0, 1)));
    if (level === "hop") axes[2] = noisy(raise(clamp(-UPRIGHT * pitch, -1, 1)));
    if (goal !== "high") return;
    buttons[RIGHT_TRIGGER] = clamp(noisy(0.9), 0, 1);
    if (level === "hop") buttons[LEFT_TRIGGER] = clamp(noisy(0.9), 0, 1);
  };
  const balance = (view: Float64Array): void => {
    command.speed = clamp(now + correction, 0, MAX_HOP_SPEED);
    command.trigger = goal === "high" ? 0.6 : 0.3;
    axes.fill(0);
    if (level === "joints") {
      controller.targets(view, command, joints);
      for (let j = 0; j < 3; j++) {
        const { rest, travel } = JOINT_TRAVELS[j as 0 | 1 | 2];
        joints[j] = ((joints[j] as number) - rest) / travel;
      }
    } else controller.act(view, command, joints);
    for (let j = 0; j < 3; j++) {
      const { axis, sign } = JOINT_STICKS[j as 0 | 1 | 2];
      axes[axis] = noisy(sign * clamp(joints[j] as number, -1, 1));
    }
    unshape(0);
    unshape(2);
  };
  /** lifts a stick over its round dead zone */
  const unshape = (at: 0 | 2): void => {
    const x = axes[at] as number;
    const y = axes[at + 1] as number;
    const length = Math.sqrt(x * x + y * y);
    if (length === 0) return;
    const scale = clamp(raise(length < 1 ? length : 1), 0, 1) / length;
    axes[at] = x * scale;
    axes[at + 1] = y * scale;
  };

  return {
    wanted,
    sample(step, observation, x) {
      const width = OBSERVATION_SIZE + 1;
      if (step === 0) for (let k = 0; k <= delay; k++) keep(past, k * width, observation, x);
      else {
        past.copyWithin(0, width);
        keep(past, delay * width, observation, x);
      }
      if (step >= next) {
        next = step === 0 ? between : next + between;
        if (next < step) next = step + between;
        const goes = wanted(step / STEP_RATE, past[OBSERVATION_SIZE] as number);
        const most = (EASE * between) / STEP_RATE;
        now = step === 0 ? goes : clamp(goes, now - most, now + most);
        steer(seen);
        if (level === "cruise" || level === "hop") press();
        else balance(seen);
      }
      return { axes, buttons };
    },
  };
}

function keep(past: Float64Array, at: number, observation: ArrayLike<number>, x: number): void {
  for (let i = 0; i < OBSERVATION_SIZE; i++) past[at + i] = observation[i] as number;
  past[at + OBSERVATION_SIZE] = x;
}
