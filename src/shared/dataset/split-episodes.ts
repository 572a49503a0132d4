import { createRng } from "../base/rng.ts";
import type { Edit } from "./curation.ts";

/** Names that training understands. */
export const TRAIN_SPLIT = "train";
export const VALIDATION_SPLIT = "validation";

/** Episode ids of a split, each in the order of recording. */
export interface EpisodeSplit {
  readonly train: readonly string[];
  readonly validation: readonly string[];
}

/**
 * Splits whole episodes at random: `fraction` (0…1) of them, rounded, for validation. Neither side is left empty where
 * there are two episodes and the fraction asks for both. The same ids and seed give the same split, in whatever order
 * they come. `seed` is a whole number.
 */
export function splitEpisodes(episodes: readonly string[], fraction: number, seed: number): EpisodeSplit {
  const ids = [...new Set(episodes)].sort();
  const wanted = Math.round(ids.length * Math.min(1, Math.max(0, fraction)));
  const both = fraction > 0 && fraction < 1 && ids.length > 1;
  const count = both ? Math.min(ids.length - 1, Math.max(1, wanted)) : wanted;
  const rng = createRng(seed);
  const order = [...ids];
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = rng.int(i + 1);
    [order[i], order[j]] = [order[j] ?? "", order[i] ?? ""];
  }
  const validation = new Set(order.slice(0, count));
  return { train: ids.filter((id) => !validation.has(id)), validation: ids.filter((id) => validation.has(id)) };
}

/** The edits that put a split down. */
export function splitEdits({ train, validation }: EpisodeSplit): readonly Edit[] {
  return [
    ...train.map((episode): Edit => ({ op: "split", episode, split: TRAIN_SPLIT })),
    ...validation.map((episode): Edit => ({ op: "split", episode, split: VALIDATION_SPLIT })),
  ];
}
