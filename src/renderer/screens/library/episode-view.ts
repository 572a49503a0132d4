import type { StepSource } from "../../../shared/dataset/columns.ts";
import type { EpisodeSummary } from "../../../shared/dataset/episode.ts";

/** Columns an episode table can be sorted by. */
export type SortKey = "name" | "source" | "level" | "steps" | "return" | "cause" | "createdAt";

export interface EpisodeSort {
  readonly key: SortKey;
  readonly descending: boolean;
}

export interface EpisodeFilter {
  readonly text: string;
  readonly source: StepSource | null;
  readonly showDropped: boolean;
}

export const NO_FILTER: EpisodeFilter = { text: "", source: null, showDropped: false };

/** The rows to show, in order. Ties keep the order of recording, so that rows never swap without reason. */
export function viewEpisodes(
  episodes: readonly EpisodeSummary[],
  filter: EpisodeFilter,
  sort: EpisodeSort,
): readonly EpisodeSummary[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = episodes.filter(
    (episode) =>
      (filter.showDropped || !episode.dropped) &&
      (filter.source === null || episode.source === filter.source) &&
      words.every((word) => searchText(episode).includes(word)),
  );
  const sign = sort.descending ? -1 : 1;
  return rows.sort((a, b) => sign * compare(a, b, sort.key) || sign * a.id.localeCompare(b.id));
}

/** What a click on a column's head makes of the order: texts start ascending, figures and dates descending. */
export function nextSort(sort: EpisodeSort, key: SortKey): EpisodeSort {
  if (sort.key === key) return { key, descending: !sort.descending };
  return { key, descending: key === "steps" || key === "return" || key === "createdAt" };
}

/** Totals over episodes. */
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
    steps: sum((episode) => episode.steps),
    meanReturn: episodes.length === 0 ? null : sum((episode) => episode.return) / episodes.length,
    bytes: sum((episode) => episode.bytes),
  };
}

function searchText(episode: EpisodeSummary): string {
  return [
    episode.name,
    episode.source,
    episode.level,
    episode.cause,
    episode.operator ?? "",
    episode.device ?? "",
    episode.id,
  ]
    .join(" ")
    .toLowerCase();
}

function compare(a: EpisodeSummary, b: EpisodeSummary, key: SortKey): number {
  if (key === "steps" || key === "return") return a[key] - b[key];
  if (key === "name") return a.name.localeCompare(b.name, undefined, { numeric: true });
  return a[key].localeCompare(b[key]);
}
