/** Counts of a duration in equal bins: percentiles over a whole episode in bounded memory. */
export interface Histogram {
  readonly count: number;
  add(value: number): void;
  /** takes back what was added */
  remove(value: number): void;
  /** upper edge of the bin in which the fraction lies; NaN while empty */
  percentile(fraction: number): number;
  reset(): void;
}

/** Values beyond the last bin count in it. */
export function createHistogram(binWidth: number, bins: number): Histogram {
  const counts = new Uint32Array(bins);
  let count = 0;
  const change = (value: number, by: number): void => {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(value / binWidth)));
    counts[bin] = (counts[bin] ?? 0) + by;
    count += by;
  };
  return {
    get count(): number {
      return count;
    },
    add: (value) => change(value, 1),
    remove: (value) => change(value, -1),
    percentile(fraction: number): number {
      if (count === 0) return Number.NaN;
      const wanted = Math.ceil(count * fraction);
      let seen = 0;
      for (let bin = 0; bin < bins; bin += 1) {
        seen += counts[bin] ?? 0;
        if (seen >= wanted) return (bin + 1) * binWidth;
      }
      return bins * binWidth;
    },
    reset(): void {
      counts.fill(0);
      count = 0;
    },
  };
}
