import { FailureError } from "../../shared/base/failure.ts";
import type { DatasetStatistics } from "../../shared/dataset/dataset-statistics.ts";
import type { Episode, EpisodeSummary } from "../../shared/dataset/episode.ts";
import { STATISTICS_COLUMNS, StatisticsAccumulator } from "../../shared/dataset/statistics/statistics-accumulator.ts";
import { trimEpisode } from "../../shared/dataset/trim-episode.ts";
import { usedSteps } from "../../shared/dataset/used-episodes.ts";
import { datasetPaths } from "../datasets/dataset-paths.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";
import { readEpisode } from "../datasets/episode-files.ts";

export interface StatisticsOptions {
  readonly signal?: { readonly aborted: boolean };
  readonly onProgress?: (stepsDone: number, stepsTotal: number) => void;
}

/** Episodes that are read ahead while one is counted, as long as their files are small: many small files wait for the disk. */
const AHEAD = 4;
const MAX_AHEAD_BYTES = 32 * 1024 * 1024;

/**
 * Statistics of the used episodes of a dataset, trimmed; memory is bounded by its largest episode. FailureError "cancelled",
 * or that of an episode that cannot be read: statistics of some of the episodes would be taken for those of all.
 */
export async function computeStatistics(
  store: DatasetStore,
  { signal, onProgress }: StatisticsOptions = {},
): Promise<DatasetStatistics> {
  const used = await store.usedEpisodes();
  const total = used.reduce((sum, episode) => sum + usedSteps(episode), 0);
  const accumulator = new StatisticsAccumulator();
  let done = 0;
  for await (const episode of readAhead(store.path, used)) {
    if (signal?.aborted === true)
      throw new FailureError("cancelled", "The statistics were cancelled.", "Start them again when you like.");
    accumulator.add(episode);
    done += episode.meta.steps;
    onProgress?.(done, total);
  }
  return accumulator.result();
}

/** The episodes in their order. */
async function* readAhead(dataset: string, episodes: readonly EpisodeSummary[]): AsyncGenerator<Episode, void, void> {
  const paths = datasetPaths(dataset);
  const waiting: { readonly bytes: number; readonly episode: Promise<Episode> }[] = [];
  let ahead = 0;
  let next = 0;
  const fill = (): void => {
    for (; waiting.length < AHEAD; next++) {
      const summary = episodes[next];
      if (summary === undefined || (waiting.length > 0 && ahead + summary.bytes > MAX_AHEAD_BYTES)) return;
      const episode = readEpisode(paths, summary.id, STATISTICS_COLUMNS).then((whole) =>
        trimEpisode(whole, summary.curation.trim),
      );
      // Its failure is told when its turn comes; until then nobody waits for it.
      episode.catch(() => undefined);
      waiting.push({ bytes: summary.bytes, episode });
      ahead += summary.bytes;
    }
  };
  for (fill(); ; fill()) {
    const first = waiting.shift();
    if (first === undefined) return;
    const episode = await first.episode;
    ahead -= first.bytes;
    yield episode;
  }
}
