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
  readonly values: ArrayLike<number>;
  readonly size: number;
}

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
    for (let row = 0; row < rows; row++) {
      const level = Math.clz32(mix(key ^ mix(row)));
      if (level < this.#level || !this.#makeRoom(level)) continue;
      const at = this.#rows++;
      this.#levels[at] = level;
      let column = 0;
      for (const { values, size } of parts)
        for (let i = 0; i < size; i++) this.#columns[column++]![at] = values[row * size + i] ?? Number.NaN;
    }
  }

  /** Adds what another sample of the same width and capacity holds. */
  merge(other: StepSample): void {
    while (this.#level < other.#level) this.#raise();
    for (let row = 0; row < other.#rows; row++) {
      const level = other.#levels[row] ?? 0;
      if (level < this.#level || !this.#makeRoom(level)) continue;
      const at = this.#rows++;
      this.#levels[at] = level;
      this.#columns.forEach((values, i) => {
        values[at] = other.#columns[i]?.[row] ?? Number.NaN;
      });
    }
  }

  /** A copy of the finite values of a column, in no particular order. */
  finite(column: number): Float64Array {
    const values = this.#columns[column]?.slice(0, this.#rows) ?? new Float64Array(0);
    return values.every(Number.isFinite) ? values : values.filter(Number.isFinite);
  }

  /** Makes sure that one more row fits; false when that drops the row's own level. */
  #makeRoom(level: number): boolean {
    while (this.#rows === this.#capacity) {
      this.#raise();
      if (level < this.#level) return false;
    }
    if (this.#rows === this.#levels.length) this.#grow();
    return true;
  }

  #grow(): void {
    const length = Math.min(this.#capacity, 2 * this.#levels.length);
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
      if ((this.#levels[row] ?? 0) < this.#level) continue;
      this.#levels[kept] = this.#levels[row] ?? 0;
      for (const values of this.#columns) values[kept] = values[row] ?? Number.NaN;
      kept++;
    }
    this.#rows = kept;
  }
}
