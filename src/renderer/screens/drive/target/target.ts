import type { DatasetSummary } from "../../../../shared/dataset/episode.ts";

/** How many episodes a dataset has, beside those that are wanted. */
export interface Target {
  /** used, and recorded to their end */
  readonly whole: number;
  /** used, but cut short by the computer: they are trained on, and do not count */
  readonly interrupted: number;
  /** 0: no target */
  readonly wanted: number;
}

/** Of the dataset that is recorded into; undefined while there is none. */
export function targetOf(dataset: DatasetSummary | undefined, wanted: number): Target {
  const { episodes = 0, interrupted = 0 } = dataset ?? {};
  return { whole: episodes - interrupted, interrupted, wanted };
}

export function isReached({ whole, wanted }: Target): boolean {
  return wanted > 0 && whole >= wanted;
}

/** "37 of 50", "37 of 50, 2 cut short", "39" */
export function countText({ whole, interrupted, wanted }: Target): string {
  if (wanted === 0) return String(whole + interrupted);
  return `${whole} of ${wanted}${interrupted === 0 ? "" : `, ${interrupted} cut short`}`;
}
