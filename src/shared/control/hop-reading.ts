import { LINK_MASSES, LINKS } from "../base/hopper-links.ts";
import { clamp, sincosEach } from "../base/math.ts";

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

/** Where in its hop a hopper is. */
export interface HopReading {
  /** shares of flight, load and thrust, their sum 1 (3) */
  readonly phases: Float64Array;
  /** of the centre of mass, m/s: forwards and up (2) */
  readonly velocity: Float64Array;
  /** Reads an observation of Hopper-v5 (11 values); overwrites phases and velocity, allocates nothing. */
  read(observation: ArrayLike<number>): void;
}

/**
 * Reads the hop by forward kinematics: the phases by how near the foot is to the floor and whether the body sinks or
 * rises, so that nothing needs a clock or a state machine.
 */
export function createHopReading(): HopReading {
  /** pitch of each link, its rate, and its sine and cosine */
  const pitches = new Float64Array(4);
  const rates = new Float64Array(4);
  const turns = new Float64Array(8);
  const phases = new Float64Array(3);
  const velocity = new Float64Array(2);
  return {
    phases,
    velocity,
    read(observation) {
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
      phases[0] = 1 - stance;
      phases[1] = stance * (1 - rising);
      phases[2] = stance * rising;
      velocity[0] = vx;
      velocity[1] = vz;
    },
  };
}
