import { FailureError } from "../../shared/base/failure.ts";
import { OBSERVATION_SIZE } from "../../shared/base/specs.ts";
import { BATCH_STEPS } from "../../shared/dataset/columns.ts";
import type { Episode, EpisodeStart } from "../../shared/dataset/episode.ts";
import { sliceBatch } from "../../shared/dataset/slice-batch.ts";
import type { DatasetStore } from "./dataset-store.ts";
import type { Recording } from "./recording.ts";

/** Rows per appended batch; the format's batches are smaller only so that a crash costs little. */
const ROWS = 32 * BATCH_STEPS;

/**
 * Begins a recording whose first rows are those of `start.parent` before the step named there, so that the new episode
 * is whole and replays by itself. FailureError "invalid-input" without a parent or for a step beyond its end.
 */
export async function continueEpisode(store: DatasetStore, start: EpisodeStart): Promise<Recording> {
  const { parent } = start;
  if (parent === null)
    throw new FailureError("invalid-input", "The recording names no episode to go on from.", "Record a new episode.");
  const episode = await store.load(parent.episode);
  if (parent.step > episode.meta.steps) {
    throw new FailureError(
      "invalid-input",
      `The episode to go on from has ${episode.meta.steps} steps, not ${parent.step}.`,
      "Choose an earlier moment.",
    );
  }
  const recording = await store.begin(start);
  try {
    for (let first = 0; first < parent.step; first += ROWS) {
      const count = Math.min(ROWS, parent.step - first);
      await recording.append(sliceBatch(episode, first, count, observationAt(episode, first + count)));
    }
    return recording;
  } catch (error) {
    await recording.discard().catch(() => undefined);
    throw error;
  }
}

/** The observation before a step; after the last, the final one. */
function observationAt({ meta, columns }: Episode, step: number): Float64Array {
  if (step >= meta.steps) return Float64Array.from(meta.finalObservation);
  const at = step * OBSERVATION_SIZE;
  return Float64Array.from(columns.observation?.slice(at, at + OBSERVATION_SIZE) ?? []);
}
