import { selectQuantiles } from "../dataset/statistics/quantiles.ts";

/** Statistics of LeRobot's meta/stats.json, one value per place of a feature. */
export interface FeatureStatistics {
  readonly count: number;
  /** finite values per place, which the others are about */
  readonly finite: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly mean: Float64Array;
  /** population standard deviation */
  readonly std: Float64Array;
  /** one array per entry of QUANTILES */
  readonly quantiles: readonly Float64Array[];
}

export const QUANTILES = [
  ["q01", 0.01],
  ["q10", 0.1],
  ["q50", 0.5],
  ["q90", 0.9],
  ["q99", 0.99],
] as const;
const FRACTIONS = QUANTILES.map(([, fraction]) => fraction);

/**
 * Statistics over `rows` × `width` values. Values that are not finite are left out (JSON has no NaN); a place without
 * any finite value gets zeros.
 */
export function featureStatistics(values: ArrayLike<number>, rows: number, width: number): FeatureStatistics {
  const result = {
    count: rows,
    finite: new Float64Array(width),
    min: new Float64Array(width),
    max: new Float64Array(width),
    mean: new Float64Array(width),
    std: new Float64Array(width),
    quantiles: QUANTILES.map(() => new Float64Array(width)),
  };
  const all = values instanceof Float64Array ? values : new Float64Array(values);
  const scratch = new Float64Array(rows);
  for (let place = 0; place < width; place++) {
    let count = 0;
    let sum = 0;
    let min = Infinity;
    let max = -Infinity;
    for (let i = place; i < rows * width; i += width) {
      const value = all[i] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      scratch[count++] = value;
      sum += value;
      if (value < min) min = value;
      if (value > max) max = value;
    }
    if (count === 0) continue;
    const mean = min === max ? min : sum / count;
    const finite = scratch.subarray(0, count);
    let squares = 0;
    if (min !== max) for (let i = 0; i < count; i++) squares += ((finite[i] ?? 0) - mean) ** 2;
    result.finite[place] = count;
    result.min[place] = min;
    result.max[place] = max;
    result.mean[place] = mean;
    result.std[place] = Math.sqrt(squares / count);
    const quantiles = min === max ? null : selectQuantiles(finite, FRACTIONS);
    for (const [i, into] of result.quantiles.entries()) into[place] = quantiles?.[i] ?? min;
  }
  return result;
}

/**
 * Statistics of a whole dataset from its episodes'. Mean and deviation are put together exactly (Chan et al. 1979).
 * Quantiles are exact where `keep` says that all values fit in memory; else they are the episodes' quantiles weighted
 * by their lengths, which is what LeRobot's own `aggregate_stats` makes of them.
 */
export class StatisticsTotal {
  readonly #width: number;
  readonly #kept: Float64Array | Float32Array | null;
  #count = 0;
  #total: FeatureStatistics | null = null;

  /** `keep`: an array for all rows × width values, or null */
  constructor(width: number, keep: Float64Array | Float32Array | null) {
    this.#width = width;
    this.#kept = keep;
  }

  add(values: ArrayLike<number>, episode: FeatureStatistics): void {
    this.#kept?.set(values, this.#count * this.#width);
    this.#count += episode.count;
    this.#total = this.#total === null ? episode : combine(this.#total, episode);
  }

  result(): FeatureStatistics | null {
    const total = this.#total;
    if (total === null || this.#kept === null) return total;
    const { quantiles } = featureStatistics(
      this.#kept.subarray(0, this.#count * this.#width),
      this.#count,
      this.#width,
    );
    return { ...total, quantiles };
  }
}

function combine(a: FeatureStatistics, b: FeatureStatistics): FeatureStatistics {
  const result = {
    count: a.count + b.count,
    finite: a.finite.map((value, i) => value + (b.finite[i] ?? 0)),
    min: a.min.slice(),
    max: a.max.slice(),
    mean: a.mean.slice(),
    std: a.std.slice(),
    quantiles: a.quantiles.map((values) => values.slice()),
  };
  for (const [i, finite] of result.finite.entries()) {
    const right = finite === 0 ? 0 : (b.finite[i] ?? 0) / finite;
    const left = 1 - right;
    if (right === 0) continue;
    const at = (values: Float64Array): number => values[i] ?? 0;
    const mix = (x: number, y: number): number => (left === 0 ? y : x * left + y * right);
    result.min[i] = left === 0 ? at(b.min) : Math.min(at(a.min), at(b.min));
    result.max[i] = left === 0 ? at(b.max) : Math.max(at(a.max), at(b.max));
    result.mean[i] = mix(at(a.mean), at(b.mean));
    const apart = at(a.mean) - at(b.mean);
    result.std[i] =
      left === 0 ? at(b.std) : Math.sqrt(at(a.std) ** 2 * left + at(b.std) ** 2 * right + apart ** 2 * left * right);
    for (const [q, values] of result.quantiles.entries()) values[i] = mix(at(values), at(b.quantiles[q] ?? values));
  }
  return result;
}
