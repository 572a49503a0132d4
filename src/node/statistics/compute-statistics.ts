import { FailureError } from "../../shared/base/failure.ts";
import type { DatasetStatistics } from "../../shared/dataset/dataset-statistics.ts";
import { STATISTICS_COLUMNS, StatisticsAccumulator } from "../../shared/dataset/statistics/statistics-accumulator.ts";
import { usedSteps } from "../../shared/dataset/used-episodes.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";

export interface StatisticsOptions {
  readonly signal?: { readonly aborted: boolean };
  readonly onProgress?: (stepsDone: number, stepsTotal: number) => void;
}

/** Milliseconds of work at a time: rows may come without waiting for anything, and the host has other things to do. */
const SLICE_MS = 10;

/**
 * Statistics of the used episodes of a dataset, trimmed; one is in memory at a time. FailureError "cancelled", or that
 * of an episode that cannot be read: statistics of some of the episodes would be taken for those of all.
 */
export async function computeStatistics(
  store: DatasetStore,
  { signal, onProgress }: StatisticsOptions = {},
): Promise<DatasetStatistics> {
  const used = await store.usedEpisodes();
  const total = used.reduce((sum, episode) => sum + usedSteps(episode), 0);
  const ids = used.map(({ id }) => id);
  const accumulator = new StatisticsAccumulator();
  let done = 0;
  let breathed = performance.now();
  for await (const episode of store.rows(STATISTICS_COLUMNS, ids, { reuse: true })) {
    if (signal?.aborted === true)
      throw new FailureError("cancelled", "The statistics were cancelled.", "Start them again when you like.");
    accumulator.add(episode);
    done += episode.meta.steps;
    onProgress?.(done, total);
    if (performance.now() - breathed < SLICE_MS) continue;
    await new Promise((go) => setImmediate(go));
    breathed = performance.now();
  }
  return accumulator.result();
}
