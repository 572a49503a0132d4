import { FailureError } from "../../shared/base/failure.ts";
import type { EpisodeCoaching } from "../../shared/dataset/episode-coaching.ts";
import type { EpisodeSummary } from "../../shared/dataset/episode.ts";
import { coachEpisode, sketchEpisode } from "../../shared/dataset/statistics/coach-episode.ts";
import type { EpisodeSketch } from "../../shared/dataset/statistics/coach-episode.ts";
import { STATISTICS_COLUMNS } from "../../shared/dataset/statistics/statistics-accumulator.ts";
import { bestReturn } from "../../shared/dataset/used-episodes.ts";
import { trimEpisode } from "../../shared/dataset/trim-episode.ts";
import { datasetPaths } from "../datasets/dataset-paths.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";
import { readEpisode } from "../datasets/episode-files.ts";

/** Answers what an episode came to beside the newest used ones; FailureErrors as those of `DatasetStore.load`. */
export type CoachEpisode = (store: DatasetStore, episode: string) => Promise<EpisodeCoaching>;

export interface CoachOptions {
  /** other episodes to compare with, at most */
  readonly most?: number;
  /** ms that reading others may take; those that were read count, and the next time is quicker */
  readonly budget?: number;
}

/** Of a few hundred bytes each. */
const REMEMBERED = 5000;

/** Sketches are kept in memory by episode and trim: files never change. */
export function createEpisodeCoach({ most = 200, budget = 400 }: CoachOptions = {}): CoachEpisode {
  const known = new Map<string, EpisodeSketch>();
  const keyOf = (path: string, { id, bytes, curation }: EpisodeSummary): string =>
    `${path}\n${id}\n${bytes}\n${curation.trim?.from ?? ""}-${curation.trim?.to ?? ""}`;

  const sketch = async (path: string, summary: EpisodeSummary): Promise<EpisodeSketch> => {
    const key = keyOf(path, summary);
    const found = known.get(key);
    if (found !== undefined) return found;
    const whole = await readEpisode(datasetPaths(path), summary.id, STATISTICS_COLUMNS);
    const made = sketchEpisode(trimEpisode(whole, summary.curation.trim));
    if (known.size >= REMEMBERED) known.clear();
    known.set(key, made);
    return made;
  };
  /** null where the file cannot be read: the Library says so, a comparison does without it */
  const sketchIfReadable = async (path: string, summary: EpisodeSummary): Promise<EpisodeSketch | null> => {
    try {
      return await sketch(path, summary);
    } catch (error) {
      if (error instanceof FailureError) return null;
      throw error;
    }
  };

  return async (store, id) => {
    const loaded = await store.load(id);
    const own = sketchEpisode(loaded);
    const used = await store.usedEpisodes();
    const others = used.filter((other) => other.id !== id).slice(-most);
    const until = performance.now() + budget;
    const sketches: EpisodeSketch[] = [];
    for (const other of others.toReversed()) {
      if (performance.now() > until && !known.has(keyOf(store.path, other))) continue;
      const made = await sketchIfReadable(store.path, other);
      if (made !== null) sketches.push(made);
    }
    return coachEpisode(own, sketches, bestReturn(loaded.meta, used));
  };
}
