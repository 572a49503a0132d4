import type { Edit } from "../../../../shared/dataset/curation.ts";
import type { EpisodeSummary } from "../../../../shared/dataset/episode.ts";

/** Stands for a side in which the chosen episodes differ. */
export const MIXED = Symbol("mixed");
export type Common<T> = T | typeof MIXED;

/** What all of them have, or `MIXED`. */
export function commonOf<T>(episodes: readonly EpisodeSummary[], of: (episode: EpisodeSummary) => T): Common<T> {
  const [first, ...others] = episodes.map(of);
  if (first === undefined) return MIXED;
  return others.every((value) => value === first) ? first : MIXED;
}

/** Tags that all have, and those that only some have, with how many. */
export function tagsOf(episodes: readonly EpisodeSummary[]): {
  readonly all: readonly string[];
  readonly some: readonly { readonly tag: string; readonly count: number }[];
} {
  const counts = new Map<string, number>();
  for (const { curation } of episodes) for (const tag of curation.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  const entries = [...counts].map(([tag, count]) => ({ tag, count }));
  return {
    all: entries.filter(({ count }) => count === episodes.length).map(({ tag }) => tag),
    some: entries.filter(({ count }) => count < episodes.length),
  };
}

/** The edits that make the tags all have from `before` into `after`; others stay. */
export function tagEdits(
  episodes: readonly EpisodeSummary[],
  before: readonly string[],
  after: readonly string[],
): readonly Edit[] {
  const cleaned = [...new Set(after.map((tag) => tag.trim().slice(0, 50)).filter(Boolean))];
  const add = cleaned.filter((tag) => !before.includes(tag));
  const remove = before.filter((tag) => !cleaned.includes(tag));
  if (add.length === 0 && remove.length === 0) return [];
  return episodes.map(({ id }) => ({ op: "tag", episode: id, add, remove }));
}

/** Words that occur in a dataset, for completion, the most used first. */
export function wordsUsed(
  episodes: readonly EpisodeSummary[],
  of: (episode: EpisodeSummary) => readonly (string | null)[],
): readonly string[] {
  const counts = new Map<string, number>();
  for (const episode of episodes)
    for (const word of of(episode)) if (word !== null && word !== "") counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)).map(([word]) => word);
}
