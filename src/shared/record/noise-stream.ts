import { createRng } from "../base/rng.ts";
import type { Rng } from "../base/rng.ts";

/** Label of the noise's generator among those made from the episode's seed. */
const NOISE_STREAM = 0x6e6f6973;

/** What the noise on an episode's executed actions is drawn from: the same for the same seed, and not what its start is drawn from. */
export function createNoiseStream(seed: number): Rng {
  return createRng(seed).fork(NOISE_STREAM);
}
