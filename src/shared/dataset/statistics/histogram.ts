import type { Histogram } from "../dataset-statistics.ts";

/** Bins of the histograms of lengths and returns. */
const HISTOGRAM_BINS = 30;

/** Counts of the finite values in equal bins from the least to the greatest; one value fills a range of 1 around it. */
export function histogramOf(values: readonly number[], bins: number = HISTOGRAM_BINS): Histogram {
  const finite = values.filter(Number.isFinite);
  const counts = Array.from({ length: bins }, () => 0);
  let low = finite.reduce((a, b) => Math.min(a, b), Infinity);
  let high = finite.reduce((a, b) => Math.max(a, b), -Infinity);
  if (finite.length === 0) return { low: 0, high: 1, counts };
  if (low === high) {
    low -= 0.5;
    high += 0.5;
  }
  for (const value of finite) {
    const bin = Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { low, high, counts };
}
