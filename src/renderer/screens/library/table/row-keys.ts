import type { Edit } from "../../../../shared/dataset/curation.ts";
import type { EpisodeSummary } from "../../../../shared/dataset/episode.ts";

/** The parts of a key event that decide. */
export interface Key {
  readonly key: string;
  /** the key's place on the keyboard: Shift makes other characters of digits */
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Rows that Page Up and Page Down pass. */
const PAGE = 10;

/** The index a key moves to in a list, or null for keys that do not move. */
export function movement(key: string, index: number, count: number): number | null {
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + PAGE,
    PageUp: index - PAGE,
    Home: 0,
    End: count - 1,
  };
  const target = moves[key];
  return target === undefined || count === 0 ? null : Math.min(count - 1, Math.max(0, target));
}

/**
 * The labels a key gives: S success, F failure, U neither, K keep, Shift and 1–5 the quality, Shift and 0 none. Plain
 * digits open screens. Null for other keys.
 */
export function labelEdits(key: Key, episodes: readonly EpisodeSummary[]): readonly Edit[] | null {
  if (key.ctrlKey || key.metaKey || key.altKey) return null;
  const each = (edit: (episode: string) => Edit): readonly Edit[] => episodes.map(({ id }) => edit(id));
  const digit = /^Digit([0-5])$/.exec(key.code)?.[1];
  if (key.shiftKey) {
    if (digit === undefined) return null;
    const rating = digit === "0" ? null : Number(digit);
    return each((episode) => ({ op: "rate", episode, rating }));
  }
  switch (key.key) {
    case "s":
      return each((episode) => ({ op: "label", episode, success: true }));
    case "f":
      return each((episode) => ({ op: "label", episode, success: false }));
    case "u":
      return each((episode) => ({ op: "label", episode, success: null }));
    case "k":
      return each((episode) => ({ op: "keep", episode }));
    default:
      return null;
  }
}
