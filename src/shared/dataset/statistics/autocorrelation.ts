/** Lags 0 … 63 steps: half a second. */
const AUTOCORRELATION_LAGS = 64;

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

  /** Adds an episode's values, all finite; answers their own autocorrelation, around their own mean, at a lag of one step. */
  add(values: Float64Array): number {
    const n = values.length;
    const lags = Math.min(this.#lags, n);
    const products = lagProducts(values, lags);
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[i]!;
    const squares = products[0] ?? 0;
    let early = sum;
    let late = sum;
    let earlySquares = squares;
    let lateSquares = squares;
    let own = 0;
    for (let lag = 0; lag < lags; lag++) {
      const product = products[lag]!;
      const pairs = n - lag;
      if (lag === 1) own = correlation({ product, early, late, earlySquares, lateSquares, pairs }, sum / n);
      this.#products[lag]! += product;
      this.#early[lag]! += early;
      this.#late[lag]! += late;
      this.#earlySquares[lag]! += earlySquares;
      this.#lateSquares[lag]! += lateSquares;
      this.#pairs[lag]! += pairs;
      const first = values[lag] ?? 0;
      const last = values[n - 1 - lag] ?? 0;
      early -= last;
      late -= first;
      earlySquares -= last * last;
      lateSquares -= first * first;
    }
    return own;
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
    return Array.from({ length: this.#lags }, (_lag, lag) =>
      lag === 0
        ? 1
        : correlation(
            {
              product: this.#products[lag] ?? 0,
              early: this.#early[lag] ?? 0,
              late: this.#late[lag] ?? 0,
              earlySquares: this.#earlySquares[lag] ?? 0,
              lateSquares: this.#lateSquares[lag] ?? 0,
              pairs: this.#pairs[lag] ?? 0,
            },
            mean,
          ),
    );
  }
}

interface PairSums {
  readonly product: number;
  readonly early: number;
  readonly late: number;
  readonly earlySquares: number;
  readonly lateSquares: number;
  readonly pairs: number;
}

function correlation({ product, early, late, earlySquares, lateSquares, pairs }: PairSums, mean: number): number {
  const covariance = product - mean * (early + late) + pairs * mean * mean;
  const variances = deviation(earlySquares, early, pairs, mean) * deviation(lateSquares, late, pairs, mean);
  return variances > 0 ? Math.max(-1, Math.min(1, covariance / Math.sqrt(variances))) : 0;
}

/** Σ (a − m)² from Σ a² and Σ a; what is below rounding is 0. */
function deviation(squares: number, sum: number, n: number, mean: number): number {
  const value = squares - 2 * mean * sum + n * mean * mean;
  return value > 1e-12 * squares ? value : 0;
}

/** Σ a_t a_t+k for k below `lags`; four lags at once, because every value that is fetched then serves four products. */
function lagProducts(values: Float64Array, lags: number): Float64Array {
  const products = new Float64Array(lags + 3);
  const n = values.length;
  for (let lag = 0; lag < lags; lag += 4) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    const together = n - lag - 3;
    for (let i = 0; i < together; i++) {
      const value = values[i]!;
      const j = i + lag;
      a += value * values[j]!;
      b += value * values[j + 1]!;
      c += value * values[j + 2]!;
      d += value * values[j + 3]!;
    }
    for (let i = Math.max(0, together); i < n - lag; i++) {
      const value = values[i]!;
      a += value * values[i + lag]!;
      b += value * (values[i + lag + 1] ?? 0);
      c += value * (values[i + lag + 2] ?? 0);
    }
    products[lag] = a;
    products[lag + 1] = b;
    products[lag + 2] = c;
    products[lag + 3] = d;
  }
  return products;
}
