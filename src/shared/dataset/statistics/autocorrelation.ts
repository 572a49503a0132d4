/** Lags 0 … 63 steps: half a second. */
export const AUTOCORRELATION_LAGS = 64;

/**
 * Autocorrelation of one action dimension over many episodes. Lag k is Pearson's correlation of a step and the k-th
 * after it within the same episode, both taken as deviations from the mean of all steps:
 * Σ (a_t − m)(a_t+k − m) / sqrt(Σ (a_t − m)² Σ (a_t+k − m)²), in [-1, 1]. Sums of raw products are enough, because
 * actions are bounded: nothing cancels.
 */
export class Autocorrelation {
  /** Σ a_t a_t+k, sums and squares of the earlier and of the later steps, and pairs, per lag */
  readonly #products: Float64Array;
  readonly #early: Float64Array;
  readonly #late: Float64Array;
  readonly #earlySquares: Float64Array;
  readonly #lateSquares: Float64Array;
  readonly #pairs: Float64Array;
  readonly #lags: number;

  constructor(lags: number = AUTOCORRELATION_LAGS) {
    const empty = (): Float64Array => new Float64Array(lags);
    this.#lags = lags;
    this.#products = empty();
    this.#early = empty();
    this.#late = empty();
    this.#earlySquares = empty();
    this.#lateSquares = empty();
    this.#pairs = empty();
  }

  /** Adds an episode's values, all finite. */
  add(values: Float64Array): void {
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      sum += value;
      squares += value * value;
    }
    let early = sum;
    let late = sum;
    let earlySquares = squares;
    let lateSquares = squares;
    const lags = Math.min(this.#lags, values.length);
    for (let lag = 0; lag < lags; lag++) {
      this.#products[lag]! += lag === 0 ? squares : product(values, lag);
      this.#early[lag]! += early;
      this.#late[lag]! += late;
      this.#earlySquares[lag]! += earlySquares;
      this.#lateSquares[lag]! += lateSquares;
      this.#pairs[lag]! += values.length - lag;
      const first = values[lag] ?? 0;
      const last = values[values.length - 1 - lag] ?? 0;
      early -= last;
      late -= first;
      earlySquares -= last * last;
      lateSquares -= first * first;
    }
  }

  merge(other: Autocorrelation): void {
    for (let lag = 0; lag < this.#lags; lag++) {
      this.#products[lag]! += other.#products[lag] ?? 0;
      this.#early[lag]! += other.#early[lag] ?? 0;
      this.#late[lag]! += other.#late[lag] ?? 0;
      this.#earlySquares[lag]! += other.#earlySquares[lag] ?? 0;
      this.#lateSquares[lag]! += other.#lateSquares[lag] ?? 0;
      this.#pairs[lag]! += other.#pairs[lag] ?? 0;
    }
  }

  /** Per lag; 0 where no pair is that far apart or the value never changes (lag 0: always 1). */
  result(): readonly number[] {
    const mean = (this.#early[0] ?? 0) / (this.#pairs[0] ?? 0);
    return Array.from({ length: this.#lags }, (_lag, lag) => {
      if (lag === 0) return 1;
      const n = this.#pairs[lag] ?? 0;
      const early = this.#early[lag] ?? 0;
      const late = this.#late[lag] ?? 0;
      const covariance = (this.#products[lag] ?? 0) - mean * (early + late) + n * mean * mean;
      const variances =
        deviation(this.#earlySquares[lag] ?? 0, early, n, mean) * deviation(this.#lateSquares[lag] ?? 0, late, n, mean);
      return variances > 0 ? Math.max(-1, Math.min(1, covariance / Math.sqrt(variances))) : 0;
    });
  }
}

/** Σ (a − m)² from Σ a² and Σ a; what is below rounding is 0. */
function deviation(squares: number, sum: number, n: number, mean: number): number {
  const value = squares - 2 * mean * sum + n * mean * mean;
  return value > 1e-12 * squares ? value : 0;
}

/** Σ a_t a_t+lag; four sums, so that the additions do not wait for each other. */
function product(values: Float64Array, lag: number): number {
  const end = values.length - lag;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = 0;
  for (; i + 3 < end; i += 4) {
    a += values[i]! * values[i + lag]!;
    b += values[i + 1]! * values[i + 1 + lag]!;
    c += values[i + 2]! * values[i + 2 + lag]!;
    d += values[i + 3]! * values[i + 3 + lag]!;
  }
  for (; i < end; i++) a += values[i]! * values[i + lag]!;
  return a + b + (c + d);
}
