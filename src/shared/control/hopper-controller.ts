import { LINK_MASSES, LINKS } from "../base/hopper-links.ts";
import { clamp, sincosEach } from "../base/math.ts";
import { CONTROLLER_GAINS } from "./controller-gains.ts";
import type { JointGains, PhaseGains } from "./controller-gains.ts";

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
  /** `observation`: 11 values; `out`: 3 torques in [-1, 1]. Allocates nothing, keeps nothing from call to call. */
  act(observation: ArrayLike<number>, command: Readonly<ControllerCommand>, out: Float32Array | Float64Array): void;
  /** the joint angles (3, rad) it would pull to: the phases' targets, each weighed by its stiffness */
  targets(observation: ArrayLike<number>, command: Readonly<ControllerCommand>, out: Float64Array): void;
}

const TOTAL_MASS = LINK_MASSES.reduce((sum, mass) => sum + mass, 0);

/** The centre of mass is the torso's reference point plus Σ CENTRE[j]·(axis of link j). */
const CENTRE = LINKS.map(
  (link, j) =>
    LINK_MASSES.reduce((sum, mass, b) => sum + (b < j ? 0 : mass * (b === j ? link.centre : link.nextJoint)), 0) /
    TOTAL_MASS,
);
const FOOT = LINKS[3];
/** clearance over which the leg goes from stance to flight, m */
const STANCE_CLEARANCE = 0.03;
/** vertical speeds between which loading turns into thrust, m/s */
const THRUST_FROM = -0.3;
const THRUST_WIDTH = 0.6;

/**
 * A memoryless one-legged hopping controller in the manner of Raibert (Legged Robots That Balance, 1986). It blends three
 * sets of joint targets and gains by how near the foot is to the floor and whether the body sinks or rises, so it needs no
 * clock and no state machine. Run it in the simulation step: it does not bear 24 ms of delay.
 */
export function createController(): Controller {
  /** pitch of each link, its rate, and its sine and cosine */
  const pitches = new Float64Array(4);
  const rates = new Float64Array(4);
  const turns = new Float64Array(8);
  const features = new Float64Array(6);
  const phases: readonly PhaseGains[] = [CONTROLLER_GAINS.flight, CONTROLLER_GAINS.load, CONTROLLER_GAINS.thrust];
  const weights = new Float64Array(3);

  /** phase weights and features from the observation, by forward kinematics */
  const read = (observation: ArrayLike<number>, command: Readonly<ControllerCommand>): void => {
    let pitch = observation[1] as number;
    let rate = observation[7] as number;
    for (let j = 0; j < 4; j++) {
      if (j > 0) {
        pitch -= observation[j + 1] as number;
        rate -= observation[j + 7] as number;
      }
      pitches[j] = pitch;
      rates[j] = rate;
    }
    sincosEach(pitches, 4, turns);
    let vx = observation[5] as number;
    let vz = observation[6] as number;
    let z = observation[0] as number;
    let lowest = 0;
    for (let j = 0; j < 4; j++) {
      const sine = turns[2 * j] as number;
      const cosine = turns[2 * j + 1] as number;
      const axisX = j === 3 ? cosine : sine;
      const axisZ = j === 3 ? -sine : cosine;
      const centre = CENTRE[j] as number;
      vx += (rates[j] as number) * centre * axisZ;
      vz -= (rates[j] as number) * centre * axisX;
      if (j < 3) {
        z += LINKS[j as 0 | 1 | 2].nextJoint * axisZ;
      } else {
        const toe = (FOOT.centre + FOOT.halfLength) * axisZ;
        const heel = (FOOT.centre - FOOT.halfLength) * axisZ;
        lowest = z + (toe < heel ? toe : heel) - FOOT.radius;
      }
    }
    const stance = clamp(1 - lowest / STANCE_CLEARANCE, 0, 1);
    const rising = clamp((vz - THRUST_FROM) / THRUST_WIDTH, 0, 1);
    weights[0] = 1 - stance;
    weights[1] = stance * (1 - rising);
    weights[2] = stance * rising;
    features[0] = 1;
    features[1] = vx;
    features[2] = vx - command.speed;
    features[3] = 5 * ((observation[1] as number) - command.lean);
    features[4] = observation[7] as number;
    features[5] = command.trigger;
  };

  /** a joint's target angle in a phase */
  const targetOf = (gains: JointGains, p: number, j: number, reach: number): number => {
    let target = 0;
    for (let k = 0; k < 6; k++) target += (gains.target[k] as number) * (features[k] as number);
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
    act(observation, command, out) {
      read(observation, command);
      for (let j = 0; j < 3; j++) {
        let action = 0;
        for (let p = 0; p < 3; p++) {
          const weight = weights[p] as number;
          const gains = (phases[p] as PhaseGains)[j as 0 | 1 | 2];
          const target = targetOf(gains, p, j, command.reach);
          const error = target - (observation[j + 2] as number);
          action += weight * (gains.kp * error - gains.kd * (observation[j + 8] as number));
        }
        out[j] = clamp(action, -1, 1);
      }
    },
  };
}
