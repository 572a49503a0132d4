import { createRng } from "../base/rng.ts";
import type { Actor } from "./evaluation.ts";

// Keeps the actions of a seed apart from the reset noise, which is drawn from the same seed.
const ACTION_STREAM = 1;

/** Every torque uniform in [-1, 1], drawn anew each step: the zero of normalised scores. */
export function createRandomActor(): Actor {
  let rng = createRng(0);
  return {
    begin(seed) {
      rng = createRng(seed).fork(ACTION_STREAM);
    },
    act(_, out) {
      for (let i = 0; i < out.length; i += 1) out[i] = rng.uniform(-1, 1);
    },
  };
}
