import { FailureError } from "../../shared/base/failure.ts";
import { OBSERVATION_SIZE } from "../../shared/base/specs.ts";
import { BATCH_STEPS, END_CAUSES } from "../../shared/dataset/columns.ts";
import type { StepBatch } from "../../shared/dataset/columns.ts";
import type { Episode, EpisodeStart } from "../../shared/dataset/episode.ts";
import { sliceBatch } from "../../shared/dataset/slice-batch.ts";
import type { DatasetStore } from "./dataset-store.ts";
import type { Recording } from "./recording.ts";

/** Rows per appended batch; the format's batches are smaller only so that a crash costs little. */
const ROWS = 32 * BATCH_STEPS;

/**
 * Begins a recording whose first rows are those of `start.parent` before the step named there, so that the new episode
 * is whole and replays by itself. Where the parent was stopped just there, the row it was stopped at is no end any more.
 * Columns that the parent lacks (it was recorded before they were) the new episode lacks too.
 * FailureError "invalid-input" without a parent, for a step beyond its end, and after a row that the simulation ended.
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
  const fell = endsBy(episode, parent.step);
  if (fell !== null) {
    throw new FailureError(
      "invalid-input",
      `The episode to go on from ended at step ${parent.step} (${fell}).`,
      "Choose an earlier moment.",
    );
  }
  const recording = await store.begin(start);
  try {
    for (let first = 0; first < parent.step; first += ROWS) {
      const count = Math.min(ROWS, parent.step - first);
      const batch = sliceBatch(episode, first, count, observationAt(episode, first + count));
      await recording.append(first + count === parent.step ? goingOn(batch) : batch);
    }
    recording.leaveOutNewColumns();
    return recording;
  } catch (error) {
    await recording.discard().catch(() => undefined);
    throw error;
  }
}

/** Why the simulation ended the episode at the row before `step`; null: it did not. */
function endsBy({ columns }: Episode, step: number): string | null {
  if (step === 0) return null;
  const cause = END_CAUSES[columns.cause?.[step - 1] ?? 0] ?? "running";
  return columns.terminated?.[step - 1] === 1 || cause === "time-limit" ? cause : null;
}

/** The batch without the mark that a stop leaves in its last row; the parent's own columns stay as they are. */
function goingOn(batch: StepBatch): StepBatch {
  const { truncated, cause } = batch.columns;
  const open = { truncated: truncated?.slice().fill(0, -1), cause: cause?.slice().fill(0, -1) };
  return {
    ...batch,
    columns: {
      ...batch.columns,
      ...(open.truncated === undefined ? {} : { truncated: open.truncated }),
      ...(open.cause === undefined ? {} : { cause: open.cause }),
    },
  };
}

/** The observation before a step; after the last, the final one. */
function observationAt({ meta, columns }: Episode, step: number): Float64Array {
  if (step >= meta.steps) return Float64Array.from(meta.finalObservation);
  const at = step * OBSERVATION_SIZE;
  return Float64Array.from(columns.observation?.slice(at, at + OBSERVATION_SIZE) ?? []);
}
