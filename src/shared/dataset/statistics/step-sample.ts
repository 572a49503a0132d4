/** Steps of which every value is kept; up to it quantiles are exact. 15 columns of it take 31 MB. */
export const SAMPLE_CAPACITY = 1 << 18;

const FIRST_CAPACITY = 4096;

/** The finaliser of MurmurHash3 (Appleby): every input bit moves every output bit. */
function mix(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h);
}

/** Columns that go into a sample side by side; `size` values per row. */
export interface SampledColumn {
  readonly values: Float64Array;
  readonly size: number;
}

/** Rows that are looked at together. */
const BLOCK = 4096;

/**
 * All steps while there are at most `capacity`; beyond, those whose hash of (episode, row) begins with `level` zero bits, for
 * the smallest level that fits (adaptive sampling, Wegman and Flajolet 1990): capacity/2 to capacity steps, chosen
 * independently of their values, the same whatever the order of adding and merging. The rank of a quantile p taken
 * from n of them has a standard error of sqrt(p (1 − p) / n): at most 0.14 % of the steps for the default capacity.
 */
export class StepSample {
  readonly #capacity: number;
  #columns: Float64Array[];
  #levels: Uint8Array;
  readonly #candidates = new Uint8Array(BLOCK);
  #rows = 0;
  #level = 0;

  constructor(width: number, capacity: number = SAMPLE_CAPACITY) {
    this.#capacity = capacity;
    const first = Math.min(FIRST_CAPACITY, capacity);
    this.#columns = Array.from({ length: width }, () => new Float64Array(first));
    this.#levels = new Uint8Array(first);
  }

  /** rows that are held */
  get size(): number {
    return this.#rows;
  }

  /** Adds the rows of an episode; every episode once. The columns' sizes sum up to the width. */
  add(episode: string, rows: number, parts: readonly SampledColumn[]): void {
    const key = hashText(episode);
    for (let from = 0; from < rows; from += BLOCK) {
      const count = Math.min(BLOCK, rows - from);
      const levels = this.#candidates;
      for (let i = 0; i < count; i++) levels[i] = Math.clz32(mix(key ^ mix(from + i)));
      this.#append(levels, count, from, parts);
    }
  }

  /** Adds what another sample of the same width and capacity holds. */
  merge(other: StepSample): void {
    while (this.#level < other.#level) this.#raise();
    const parts = other.#columns.map((values) => ({ values, size: 1 }));
    this.#append(other.#levels, other.#rows, 0, parts);
  }

  /** A copy of the finite values of a column, in no particular order. */
  finite(column: number): Float64Array {
    const values = this.#columns[column]?.slice(0, this.#rows) ?? new Float64Array(0);
    let kept = 0;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (Number.isFinite(value)) values[kept++] = value;
    }
    return values.subarray(0, kept);
  }

  /** Takes those of `count` rows from `from` on whose level is high enough for all of them to fit. */
  #append(levels: Uint8Array, count: number, from: number, parts: readonly SampledColumn[]): void {
    let fitting = countFrom(levels, count, this.#level);
    while (this.#rows + fitting > this.#capacity) {
      this.#raise();
      fitting = countFrom(levels, count, this.#level);
    }
    this.#reserve(this.#rows + fitting);
    const chosen = new Int32Array(fitting);
    let taken = 0;
    for (let row = 0; row < count; row++) if (levels[row]! >= this.#level) chosen[taken++] = row;
    let column = 0;
    for (const { values, size } of parts) {
      for (let i = 0; i < size; i++) {
        const into = this.#columns[column++]!;
        const offset = from * size + i;
        for (let k = 0; k < fitting; k++) into[this.#rows + k] = values[offset + chosen[k]! * size] ?? Number.NaN;
      }
    }
    for (let k = 0; k < fitting; k++) this.#levels[this.#rows + k] = levels[chosen[k]!]!;
    this.#rows += fitting;
  }

  #reserve(rows: number): void {
    if (rows <= this.#levels.length) return;
    const length = Math.min(this.#capacity, Math.max(rows, 2 * this.#levels.length));
    this.#columns = this.#columns.map((old) => {
      const values = new Float64Array(length);
      values.set(old);
      return values;
    });
    const levels = new Uint8Array(length);
    levels.set(this.#levels);
    this.#levels = levels;
  }

  #raise(): void {
    this.#level++;
    let kept = 0;
    for (let row = 0; row < this.#rows; row++) {
      if (this.#levels[row]! < this.#level) continue;
      this.#levels[kept] = this.#levels[row]!;
      for (const values of this.#columns) values[kept] = values[row]!;
      kept++;
    }
    this.#rows = kept;
  }
}

function countFrom(levels: Uint8Array, count: number, least: number): number {
  let found = 0;
  for (let i = 0; i < count; i++) if (levels[i]! >= least) found++;
  return found;
}
