import type { EpisodeFigures } from "./dataset-statistics.ts";

/** The figures in which an episode is compared with others. */
export const COMPARED_FIGURES = ["return", "distance", "speed", "idleShare", "saturation", "jerk"] as const;
export type ComparedFigure = (typeof COMPARED_FIGURES)[number];

/** Medians over episodes; null where none of them has the figure. */
export type TypicalFigures = Readonly<Record<ComparedFigure, number | null>>;

/** What an episode came to, beside the others of its dataset. */
export interface EpisodeCoaching {
  /** of the whole episode, trims aside */
  readonly figures: EpisodeFigures;
  /** other used episodes that it was compared with, the newest of them */
  readonly compared: number;
  /** medians of those; null without any */
  readonly typical: TypicalFigures | null;
  /** share of the cells of state it visited that none of those visited, 0…1; null without any */
  readonly novelty: number | null;
  /** the highest return that the same person had reached at the same level, of all used episodes; null: none yet */
  readonly best: number | null;
}
