/** What can be measured of a pad's timing from within a page. */
export interface PollReport {
  /** looks at the pad per second */
  readonly pollRate: number;
  /** readings that differed from the last, per second of movement; 0 before there are any */
  readonly updateRate: number;
  /** ms between stamps of readings that differ: median, 99th percentile */
  readonly gapP50: number;
  readonly gapP99: number;
  /** counts of those gaps, one bin per millisecond; the last holds all longer ones */
  readonly gaps: readonly number[];
  /** the same of the page's looks at the pad */
  readonly polls: readonly number[];
}

/** Counts looks and new readings over the last few hundred of each. */
export interface PollMeter {
  /** one look at `now` (ms) that found a reading stamped `timestamp` (ms) */
  look(now: number, timestamp: number): void;
  report(): PollReport;
  reset(): void;
}

export const GAP_BINS = 33;
/** ms; a longer gap is a rest of the hand, not of the pad */
const REST = 100;
const KEPT = 500;

/** The newest `KEPT` values. */
interface Ring {
  add(value: number): void;
  sorted(): Float64Array;
  clear(): void;
}

function createRing(): Ring {
  const values = new Float64Array(KEPT);
  let count = 0;
  return {
    add(value): void {
      values[count % KEPT] = value;
      count += 1;
    },
    sorted: () => values.slice(0, Math.min(count, KEPT)).sort(),
    clear(): void {
      count = 0;
    },
  };
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const rate = (values: Float64Array): number => {
  const average = mean(values);
  return values.length === 0 || average === 0 ? 0 : 1000 / average;
};
const quantile = (sorted: Float64Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;

function bins(values: Float64Array): readonly number[] {
  const counts = Array.from({ length: GAP_BINS }, () => 0);
  for (const value of values) {
    const bin = Math.min(GAP_BINS - 1, Math.floor(value));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

export function createPollMeter(): PollMeter {
  const looks = createRing();
  const updates = createRing();
  let lastLook = Number.NaN;
  let lastStamp = Number.NaN;
  return {
    look(now, timestamp): void {
      const since = now - lastLook;
      if (since >= 0 && since < REST) looks.add(since);
      lastLook = now;
      if (timestamp === lastStamp) return;
      const gap = timestamp - lastStamp;
      if (gap > 0 && gap < REST) updates.add(gap);
      lastStamp = timestamp;
    },
    report(): PollReport {
      const polled = looks.sorted();
      const gaps = updates.sorted();
      return {
        pollRate: rate(polled),
        updateRate: rate(gaps),
        gapP50: quantile(gaps, 0.5),
        gapP99: quantile(gaps, 0.99),
        gaps: bins(gaps),
        polls: bins(polled),
      };
    },
    reset(): void {
      looks.clear();
      updates.clear();
      lastLook = Number.NaN;
      lastStamp = Number.NaN;
    },
  };
}
