import { clamp } from "../base/math.ts";
import type { CatchGains } from "./catch-gains.ts";
import type { PhaseGains } from "./controller-gains.ts";
import { createHopReading } from "./hop-reading.ts";
import { springAction, springTarget } from "./phase-springs.ts";

/** m/s; the square of the speed counts in this unit, which keeps the gains of one size */
const SQUARE = 0.3;

/** Slows down a hopper that comes faster than the hopping controller bears. */
export interface CatchController {
  /**
   * `observation`: 11 values of Hopper-v5; `out`: 3 torques in [-1, 1]; `unclipped`: the same before clipping. Allocates
   * nothing, keeps nothing from call to call.
   */
  act(observation: ArrayLike<number>, out: Float32Array | Float64Array, unclipped?: Float64Array): void;
  /** of the last observation: shares of flight, load and thrust (3) */
  readonly phases: Float64Array;
  /** of the last observation: the centre of mass's speed forwards and up, m/s (2) */
  readonly velocity: Float64Array;
}

/**
 * The hopping controller's structure (hopper-controller.ts) without commands, and with gains of its own over the features
 * [1, v, 0.3·v², 5·pitch, pitch rate, vz]: what a foot has to do at 3 m/s and from 1.5 m is not the line through what it does
 * at 1 m/s.
 */
export function createCatchController(gainsOf: CatchGains): CatchController {
  const hop = createHopReading();
  const features = new Float64Array(6);
  const phases: readonly PhaseGains[] = [gainsOf.flight, gainsOf.load, gainsOf.thrust];
  return {
    phases: hop.phases,
    velocity: hop.velocity,
    act(observation, out, unclipped) {
      hop.read(observation);
      const v = hop.velocity[0] as number;
      features[0] = 1;
      features[1] = v;
      features[2] = SQUARE * v * v;
      features[3] = 5 * (observation[1] as number);
      features[4] = observation[7] as number;
      features[5] = hop.velocity[1] as number;
      for (let j = 0; j < 3; j++) {
        let action = 0;
        for (let p = 0; p < 3; p++) {
          const gains = (phases[p] as PhaseGains)[j as 0 | 1 | 2];
          action += (hop.phases[p] as number) * springAction(gains, springTarget(gains, features), observation, j);
        }
        out[j] = clamp(action, -1, 1);
        if (unclipped !== undefined) unclipped[j] = action;
      }
    },
  };
}
