import type { EpisodeSummary } from "../../../shared/dataset/episode.ts";
import { usedSteps } from "../../../shared/dataset/used-episodes.ts";
import { filterEpisodes } from "./filter/episode-filter.ts";
import type { EpisodeFilter } from "./filter/episode-filter.ts";

/** What an episode table can be sorted by. */
export const SORT_KEYS = [
  "createdAt",
  "name",
  "steps",
  "return",
  "outcome",
  "rating",
  "split",
  "source",
  "level",
  "cause",
] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export const SORT_LABELS: Readonly<Record<SortKey, string>> = {
  createdAt: "Recorded",
  name: "Name",
  steps: "Steps",
  return: "Return",
  outcome: "Outcome",
  rating: "Quality",
  split: "Split",
  source: "Source",
  level: "Help",
  cause: "Ended by",
};

export interface EpisodeSort {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** The rows to show, in order. Ties keep the order of recording, so that rows never swap without reason. */
export function viewEpisodes(
  episodes: readonly EpisodeSummary[],
  filter: EpisodeFilter,
  { key, descending }: EpisodeSort,
): readonly EpisodeSummary[] {
  const sign = descending ? -1 : 1;
  return filterEpisodes(episodes, filter).sort(
    (a, b) => sign * compare(a, b, key) || sign * (a.id < b.id ? -1 : Number(a.id > b.id)),
  );
}

/** What a click on a column's head makes of the order: texts start ascending, figures and dates descending. */
export function nextSort(sort: EpisodeSort, key: SortKey): EpisodeSort {
  if (sort.key === key) return { key, descending: !sort.descending };
  return { key, descending: ["steps", "return", "createdAt", "rating", "outcome"].includes(key) };
}

/** Totals over episodes; steps after trims, returns as recorded. */
export interface EpisodeTotals {
  readonly episodes: number;
  readonly steps: number;
  /** null without episodes */
  readonly meanReturn: number | null;
  readonly bytes: number;
}

export function totalsOf(episodes: readonly EpisodeSummary[]): EpisodeTotals {
  const sum = (of: (episode: EpisodeSummary) => number): number =>
    episodes.reduce((total, episode) => total + of(episode), 0);
  return {
    episodes: episodes.length,
    steps: sum(usedSteps),
    meanReturn: episodes.length === 0 ? null : sum((episode) => episode.return) / episodes.length,
    bytes: sum((episode) => episode.bytes),
  };
}

const names = new Intl.Collator(undefined, { numeric: true });

function compare(a: EpisodeSummary, b: EpisodeSummary, key: SortKey): number {
  switch (key) {
    case "steps":
      return usedSteps(a) - usedSteps(b);
    case "return":
      return a.return - b.return;
    case "rating":
      return (a.curation.rating ?? 0) - (b.curation.rating ?? 0);
    case "outcome":
      return outcomeRank(a) - outcomeRank(b);
    case "split":
      return (a.curation.split ?? "").localeCompare(b.curation.split ?? "");
    case "name":
      return names.compare(a.name, b.name);
    default:
      return a[key] < b[key] ? -1 : Number(a[key] > b[key]);
  }
}

/** Failures, then what nobody judged, then successes. */
function outcomeRank({ curation: { success } }: EpisodeSummary): number {
  return success === null ? 0 : success ? 1 : -1;
}
