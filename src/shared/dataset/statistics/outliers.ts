import type { EpisodeFigures, Outlier } from "../dataset-statistics.ts";
import { selectQuantiles } from "./quantiles.ts";

/** Beyond this modified z-score an episode is called an outlier (Iglewicz and Hoaglin 1993). */
const OUTLIER_SCORE = 3.5;
/** Fewer episodes say nothing of what is typical. */
const MIN_EPISODES = 5;

const FIGURES = [
  "steps",
  "return",
  "distance",
  "speed",
  "idleShare",
  "saturation",
  "jerk",
  "missedTicks",
  "autocorrelation",
] as const satisfies readonly Outlier["figure"][];

/** The standard deviation of a normal distribution, in median absolute deviations and in mean absolute deviations. */
const PER_MEDIAN_DEVIATION = 1.4826;
const PER_MEAN_DEVIATION = 1.2533;
/** Deviations below this share of the typical value are rounding. */
const ROUNDING = 1e-9;

/**
 * Episodes that differ much from the others in a figure, the farthest first. Where more than half of the episodes agree
 * exactly, so that the median absolute deviation is 0, 1.2533 mean absolute deviations stand in for it.
 */
export function findOutliers(figures: readonly EpisodeFigures[]): readonly Outlier[] {
  const found = FIGURES.flatMap((figure) => outliersIn(figures, figure));
  return found.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function outliersIn(figures: readonly EpisodeFigures[], figure: Outlier["figure"]): readonly Outlier[] {
  const known = figures.flatMap((episode) => {
    const value = episode[figure];
    return value === null || !Number.isFinite(value) ? [] : [{ id: episode.id, value }];
  });
  if (known.length < MIN_EPISODES) return [];
  const typical = medianOf(known.map(({ value }) => value));
  const deviations = known.map(({ value }) => Math.abs(value - typical));
  const mad = medianOf(deviations);
  const mean = deviations.reduce((sum, deviation) => sum + deviation, 0) / deviations.length;
  const noise = ROUNDING * Math.max(1, Math.abs(typical));
  const scale = mad > noise ? PER_MEDIAN_DEVIATION * mad : PER_MEAN_DEVIATION * mean;
  return known.flatMap(({ id, value }, i) => {
    const deviation = deviations[i] ?? 0;
    const score = deviation / scale;
    return deviation > noise && score > OUTLIER_SCORE ? [{ id, figure, value, typical, score }] : [];
  });
}

function medianOf(values: readonly number[]): number {
  return selectQuantiles(Float64Array.from(values), [0.5])[0] ?? Number.NaN;
}
