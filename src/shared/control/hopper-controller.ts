import { clamp } from "../base/math.ts";
import { CONTROLLER_GAINS } from "./controller-gains.ts";
import type { JointGains, PhaseGains } from "./controller-gains.ts";
import { createHopReading } from "./hop-reading.ts";
import { springAction, springTarget } from "./phase-springs.ts";

/** What the controller is asked to do. */
export interface ControllerCommand {
  /** desired forward speed, m/s */
  speed: number;
  /** extra push-off, 0 to MAX_TRIGGER */
  trigger: number;
  /** pitch at which it holds the torso, rad; 0 is upright */
  lean: number;
  /** added to the foot joint's target in flight, rad: a larger one sets the foot down so that it runs faster */
  reach: number;
}

/** No speed, no push-off, upright. */
export const STANDING: Readonly<ControllerCommand> = { speed: 0, trigger: 0, lean: 0, reach: 0 };

/** Turns an observation of Hopper-v5 and a command into an action. */
export interface Controller {
  /**
   * `observation`: 11 values; `out`: 3 torques in [-1, 1]; `unclipped`: the same before clipping. Allocates nothing, keeps
   * nothing from call to call.
   */
  act(
    observation: ArrayLike<number>,
    command: Readonly<ControllerCommand>,
    out: Float32Array | Float64Array,
    unclipped?: Float64Array,
  ): void;
  /** the joint angles (3, rad) it would pull to: the phases' targets, each weighed by its stiffness */
  targets(observation: ArrayLike<number>, command: Readonly<ControllerCommand>, out: Float64Array): void;
}

/**
 * A memoryless one-legged hopping controller in the manner of Raibert (Legged Robots That Balance, 1986). It blends three
 * sets of joint targets and gains by how near the foot is to the floor and whether the body sinks or rises, so it needs no
 * clock and no state machine. Run it in the simulation step: it does not bear 24 ms of delay.
 */
export function createController(): Controller {
  const hop = createHopReading();
  const weights = hop.phases;
  const features = new Float64Array(6);
  const phases: readonly PhaseGains[] = [CONTROLLER_GAINS.flight, CONTROLLER_GAINS.load, CONTROLLER_GAINS.thrust];

  /** phase weights and features from the observation */
  const read = (observation: ArrayLike<number>, command: Readonly<ControllerCommand>): void => {
    hop.read(observation);
    const vx = hop.velocity[0] as number;
    features[0] = 1;
    features[1] = vx;
    features[2] = vx - command.speed;
    features[3] = 5 * ((observation[1] as number) - command.lean);
    features[4] = observation[7] as number;
    features[5] = command.trigger;
  };

  /** a joint's target angle in a phase */
  const targetOf = (gains: JointGains, p: number, j: number, reach: number): number => {
    const target = springTarget(gains, features);
    return p === 0 && j === 2 ? target + reach : target;
  };

  return {
    targets(observation, command, out) {
      read(observation, command);
      for (let j = 0; j < 3; j++) {
        let pull = 0;
        let stiffness = 0;
        for (let p = 0; p < 3; p++) {
          const gains = (phases[p] as PhaseGains)[j as 0 | 1 | 2];
          const weight = (weights[p] as number) * gains.kp;
          pull += weight * targetOf(gains, p, j, command.reach);
          stiffness += weight;
        }
        out[j] = pull / stiffness;
      }
    },
    act(observation, command, out, unclipped) {
      read(observation, command);
      for (let j = 0; j < 3; j++) {
        let action = 0;
        for (let p = 0; p < 3; p++) {
          const weight = weights[p] as number;
          const gains = (phases[p] as PhaseGains)[j as 0 | 1 | 2];
          action += weight * springAction(gains, targetOf(gains, p, j, command.reach), observation, j);
        }
        out[j] = clamp(action, -1, 1);
        if (unclipped !== undefined) unclipped[j] = action;
      }
    },
  };
}
