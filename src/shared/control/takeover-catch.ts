import { clamp } from "../base/math.ts";
import { STEP_SECONDS } from "../base/specs.ts";
import { createCatchController } from "./catch-controller.ts";
import type { CatchController } from "./catch-controller.ts";
import { CATCH_GAINS } from "./catch-gains.ts";
import { MAX_ACCELERATION, MAX_SPEED, MIN_SPEED } from "./command-limits.ts";

/** m/s; slower than this at the top of a hop, the hopping controller takes what it is given */
const CAUGHT_SPEED = 1.7;
/** m/s of command per step */
const EASE = MAX_ACCELERATION * STEP_SECONDS;

/** places in the memory */
const STAGE = 0;
const SPEED = 1;
const LAST_RISE = 2;
const WAY = 3;
const MEMORY = 4;

/** Ways to catch: which one leaves a hopper standing nobody knows before it is tried. */
export const CATCH_WAYS = CATCH_GAINS.length;

/** stages: the hopping controller acts, and its speed goes to the stick's */
const DRIVING = 0;
/** taken this very step: nothing is known of the hop yet */
const TAKEN = 1;
/** the catch controller acts, whatever the stick says */
const CATCHING = 2;

/** Leads a hopper that something else drove to where the hopping controller holds it, and its commanded speed to the stick's. */
export interface TakeoverCatch {
  /** all that it carries from step to step (4); all zero: nothing to catch, and no speed commanded yet */
  readonly memory: Float64Array;
  /** the next step is the first after something else drove; `way`: 0 to CATCH_WAYS - 1, the first is good for most */
  take(way: number): void;
  /** nothing to catch, the next step is an episode's first */
  reset(): void;
  /**
   * writes the catch's torques (3), and the same before clipping, for an observation of Hopper-v5; false, and nothing
   * written, where the hopping controller is to act
   */
  act(observation: ArrayLike<number>, out: Float32Array | Float64Array, unclipped?: Float64Array): boolean;
  /** the speed to command this step where the stick asks for `wanted`, m/s; call it once per step */
  ease(wanted: number): number;
}

/**
 * The catch controller slows the hopper down until it passes the top of a hop slower than CAUGHT_SPEED; from there the
 * commanded speed goes from the hopper's own to the stick's. It follows the stick by MAX_ACCELERATION at all times.
 */
export function createTakeoverCatch(): TakeoverCatch {
  const catchers = CATCH_GAINS.map((gains) => createCatchController(gains));
  const memory = new Float64Array(MEMORY);
  return {
    memory,
    take(way): void {
      memory[STAGE] = TAKEN;
      memory[WAY] = way;
    },
    reset(): void {
      memory.fill(0);
    },
    act(observation, out, unclipped) {
      const stage = memory[STAGE];
      if (stage !== TAKEN && stage !== CATCHING) return false;
      const catcher = catchers[memory[WAY] as number] as CatchController;
      catcher.act(observation, out, unclipped);
      const speed = catcher.velocity[0] as number;
      const rise = catcher.velocity[1] as number;
      const isTop = catcher.phases[0] === 1 && rise <= 0 && (memory[LAST_RISE] as number) > 0;
      memory[STAGE] = stage === CATCHING && isTop && speed < CAUGHT_SPEED ? DRIVING : CATCHING;
      memory[SPEED] = clamp(speed, MIN_SPEED, MAX_SPEED);
      memory[LAST_RISE] = rise;
      return true;
    },
    ease(wanted) {
      const speed = memory[SPEED] as number;
      const next = clamp(wanted, speed - EASE, speed + EASE);
      memory[SPEED] = next;
      return next;
    },
  };
}
