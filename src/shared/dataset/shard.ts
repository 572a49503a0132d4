import { FailureError } from "../base/failure.ts";

/**
 * An episode's file is the shard: what is read, checked, trained on or exported holds one in memory, never a dataset. At
 * most 1,048,576 steps (2 h 19 min 48 s at 125 Hz), which is about 360 MB of rows.
 */
export const MAX_SHARD_STEPS = 2 ** 20;

/** Bytes of an episode's file or journal: the rows, the snapshots and, in journals, a description every 16 steps. */
export const MAX_SHARD_BYTES = 2 ** 30;

/** FailureError "invalid-input" where an episode would be longer than a shard. */
export function checkShardSteps(steps: number): void {
  if (steps <= MAX_SHARD_STEPS) return;
  throw new FailureError(
    "invalid-input",
    `An episode holds at most ${MAX_SHARD_STEPS} steps (2 hours 19 minutes); this one would have ${steps}.`,
    "Save what was recorded and go on in a new episode; cut longer episodes before importing them.",
  );
}
