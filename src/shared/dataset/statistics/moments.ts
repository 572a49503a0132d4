/** Count, mean, sum of squared deviations from it, and range of the finite values of a column. */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly m2: number;
  readonly min: number;
  readonly max: number;
}

export const NO_MOMENTS: Moments = { count: 0, mean: 0, m2: 0, min: Infinity, max: -Infinity };

/** Rows that stay in the processor's cache while every dimension goes over them. */
const BLOCK = 2048;

/** Of two disjoint sets (Chan, Golub and LeVeque 1983). */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const count = a.count + b.count;
  const delta = b.mean - a.mean;
  return {
    count,
    mean: a.mean + (delta * b.count) / count,
    m2: a.m2 + b.m2 + (delta * delta * a.count * b.count) / count,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
  };
}

/**
 * The moments of every dimension of `rows` rows of `size` values. Two passes over blocks, so that neither a large mean
 * nor many rows cost digits; values that are not finite are left out of the count and of everything else.
 */
export function columnMoments(values: Float64Array, size: number, rows: number): readonly Moments[] {
  const all = Array.from({ length: size }, () => NO_MOMENTS);
  for (let from = 0; from < rows; from += BLOCK) {
    const to = Math.min(rows, from + BLOCK);
    for (let i = 0; i < size; i++) all[i] = mergeMoments(all[i] ?? NO_MOMENTS, blockMoments(values, size, i, from, to));
  }
  return all;
}

function blockMoments(values: Float64Array, size: number, dimension: number, from: number, to: number): Moments {
  let sum = 0;
  let min = Infinity;
  let max = -Infinity;
  const end = to * size;
  for (let at = from * size + dimension; at < end; at += size) {
    const value = values[at]!;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (!Number.isFinite(sum)) return finiteMoments(values, size, dimension, from, to);
  const count = to - from;
  const mean = sum / count;
  let m2 = 0;
  for (let at = from * size + dimension; at < end; at += size) {
    const deviation = values[at]! - mean;
    m2 += deviation * deviation;
  }
  return { count, mean, m2, min, max };
}

/** Where NaN or an infinity is among the values: Welford's one pass (1962), which also stands sums that overflow. */
function finiteMoments(values: Float64Array, size: number, dimension: number, from: number, to: number): Moments {
  let count = 0;
  let mean = 0;
  let m2 = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let row = from; row < to; row++) {
    const value = values[row * size + dimension] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    count++;
    const delta = value - mean;
    mean += delta / count;
    m2 += delta * (value - mean);
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { count, mean, m2, min, max };
}
