import { selectQuantiles, sortedQuantiles } from "../dataset/statistics/quantiles.ts";

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

/** Whether all rows are the same, and finite: untouched inputs and flags are, and cost little then. */
function hasSameRows(values: ArrayLike<number>, rows: number, width: number): boolean {
  for (let i = 0; i < width; i++) if (!Number.isFinite(values[i])) return false;
  // what changes mostly changes at once: the loops that follow are for what does not
  if (rows > 1) for (let i = 0; i < width; i++) if (values[i]! !== values[i + width]!) return false;
  if (values instanceof Float64Array) return repeats64(values, rows * width, width);
  if (values instanceof Float32Array) return repeats32(values, rows * width, width);
  for (let i = width; i < rows * width; i++) if (values[i]! !== values[i - width]!) return false;
  return rows > 0;
}

/** One loop for each type of array, so that each is compiled for it. */
function repeats64(values: Float64Array, length: number, width: number): boolean {
  for (let i = width; i < length; i++) if (values[i]! !== values[i - width]!) return false;
  return length > 0;
}

function repeats32(values: Float32Array, length: number, width: number): boolean {
  for (let i = width; i < length; i++) if (values[i]! !== values[i - width]!) return false;
  return length > 0;
}

interface FiniteValues {
  /** in `scratch`, in their order */
  readonly finite: Float64Array;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly ascending: boolean;
}

/** The finite ones among every `width`-th of the values. */
function finiteOf(
  values: Float64Array | Float32Array,
  place: number,
  width: number,
  rows: number,
  scratch: Float64Array,
): FiniteValues {
  let count = 0;
  let sum = 0;
  let min = Infinity;
  let max = -Infinity;
  let descents = 0;
  let before = -Infinity;
  for (let i = place; i < rows * width; i += width) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    scratch[count++] = value;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
    if (value < before) descents++;
    before = value;
  }
  return { finite: scratch.subarray(0, count), sum, min, max, ascending: descents === 0 };
}

/** Times and counters are in order as they are. */
function quantilesOf(finite: Float64Array, ascending: boolean): readonly number[] {
  return ascending ? sortedQuantiles(finite, FRACTIONS) : selectQuantiles(finite, FRACTIONS);
}

/** null: all values are `constant` */
function setQuantiles(
  into: readonly Float64Array[],
  place: number,
  quantiles: readonly number[] | null,
  constant: number,
): void {
  for (const [i, values] of into.entries()) values[place] = quantiles?.[i] ?? constant;
}

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
  if (hasSameRows(values, rows, width)) {
    result.finite.fill(rows);
    for (const bound of [result.min, result.max, result.mean, ...result.quantiles])
      for (let i = 0; i < width; i++) bound[i] = values[i]!;
    return result;
  }
  const all = values instanceof Float64Array ? values : new Float64Array(values);
  const scratch = new Float64Array(rows);
  for (let place = 0; place < width; place++) {
    const { finite, sum, min, max, ascending } = finiteOf(all, place, width, rows, scratch);
    const count = finite.length;
    if (count === 0) continue;
    const mean = min === max ? min : sum / count;
    let squares = 0;
    if (min !== max)
      for (let i = 0; i < count; i++) {
        const deviation = finite[i]! - mean;
        squares += deviation * deviation;
      }
    result.finite[place] = count;
    result.min[place] = min;
    result.max[place] = max;
    result.mean[place] = mean;
    result.std[place] = Math.sqrt(squares / count);
    setQuantiles(result.quantiles, place, min === max ? null : quantilesOf(finite, ascending), min);
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
    const [before, rows] = [this.#total, this.#count];
    const total = before === null ? episode : combine(before, episode);
    this.#count += episode.count;
    this.#total = total;
    // memory that is not written to is not taken from the system
    if (this.#kept === null || isConstant(total)) return;
    if (before !== null && isConstant(before))
      for (let row = 0; row < rows; row++) this.#kept.set(before.min, row * this.#width);
    this.#kept.set(values, rows * this.#width);
  }

  result(): FeatureStatistics | null {
    const [total, kept, rows] = [this.#total, this.#kept, this.#count];
    if (total === null || kept === null) return total;
    const quantiles = QUANTILES.map(() => new Float64Array(this.#width));
    const scratch = new Float64Array(rows);
    for (let place = 0; place < this.#width; place++) {
      const constant = total.min[place] ?? 0;
      if ((total.finite[place] ?? 0) === 0) continue;
      if (constant === total.max[place]) setQuantiles(quantiles, place, null, constant);
      else {
        const { finite, ascending } = finiteOf(kept, place, this.#width, rows, scratch);
        setQuantiles(quantiles, place, quantilesOf(finite, ascending), constant);
      }
    }
    return { ...total, quantiles };
  }
}

/** All rows are the same, and finite. */
function isConstant({ count, finite, min, max }: FeatureStatistics): boolean {
  return finite.every((known, i) => known === count && min[i] === max[i]);
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
