import type { Rng } from "../base/rng.ts";

/** Arithmetic mean; NaN of nothing. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Population standard deviation (divided by n, as numpy's default). */
export function standardDeviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

/**
 * Interquartile mean: the mean of what is left when a quarter of the values, rounded down, is cut from either end
 * (Agarwal et al. 2021; scipy.stats.trim_mean(values, 0.25)).
 */
export function interquartileMean(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const cut = Math.floor(sorted.length / 4);
  return mean(sorted.slice(cut, sorted.length - cut));
}

/** Resamples of a bootstrap interval. */
const BOOTSTRAP_RESAMPLES = 2000;

/** 95 % percentile bootstrap interval of the mean (Efron 1979). The same rng state gives the same interval. */
export function bootstrapMeanInterval(values: readonly number[], rng: Rng): readonly [number, number] {
  if (values.length === 0) return [Number.NaN, Number.NaN];
  const means = Float64Array.from({ length: BOOTSTRAP_RESAMPLES }, () => {
    let sum = 0;
    for (let i = 0; i < values.length; i += 1) sum += values[rng.int(values.length)]!;
    return sum / values.length;
  }).toSorted();
  return [quantile(means, 0.025), quantile(means, 0.975)];
}

/** Linear interpolation between order statistics (numpy's default). `sorted` ascends. */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const at = p * (sorted.length - 1);
  const low = Math.floor(at);
  const a = sorted[low] ?? Number.NaN;
  const b = sorted[Math.min(low + 1, sorted.length - 1)] ?? Number.NaN;
  return a + (b - a) * (at - low);
}

/** P(a random value of `a` exceeds one of `b`), ties counted half (Agarwal et al. 2021; Mann and Whitney's U / nm). */
export function probabilityOfImprovement(a: readonly number[], b: readonly number[]): number {
  let wins = 0;
  for (const x of a) for (const y of b) wins += x > y ? 1 : x === y ? 0.5 : 0;
  return wins / (a.length * b.length);
}

/**
 * One-sided p-value of paired values: how often flipping signs of the differences a − b at random (`resamples` times)
 * gives a mean at least as large as the observed one. Small: a is better than b.
 */
export function pairedPermutationTest(
  a: readonly number[],
  b: readonly number[],
  rng: Rng,
  resamples = 10_000,
): number {
  if (a.length !== b.length || a.length === 0) throw new Error(`pairs needed: ${a.length} and ${b.length} values`);
  const differences = a.map((x, i) => x - (b[i] ?? Number.NaN));
  const observed = differences.reduce((sum, d) => sum + d, 0);
  let atLeast = 1;
  for (let k = 0; k < resamples; k += 1) {
    let sum = 0;
    for (const difference of differences) sum += rng.next() < 0.5 ? difference : -difference;
    if (sum >= observed) atLeast += 1;
  }
  return atLeast / (resamples + 1);
}

/**
 * 95 % percentile bootstrap interval of the mean of equally large groups (training seeds) of values (episodes): groups
 * are drawn first, then values within each drawn group, so that the interval knows that values of one group belong
 * together (Davison and Hinkley 1997, section 3.8). With few groups it is still too narrow.
 */
export function bootstrapGroupedInterval(groups: readonly (readonly number[])[], rng: Rng): readonly [number, number] {
  if (groups.length === 0) return [Number.NaN, Number.NaN];
  const means = Float64Array.from({ length: BOOTSTRAP_RESAMPLES }, () => {
    let sum = 0;
    let count = 0;
    for (let g = 0; g < groups.length; g += 1) {
      const group = groups[rng.int(groups.length)]!;
      for (let i = 0; i < group.length; i += 1) sum += group[rng.int(group.length)]!;
      count += group.length;
    }
    return sum / count;
  }).toSorted();
  return [quantile(means, 0.025), quantile(means, 0.975)];
}
