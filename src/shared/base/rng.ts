import { log } from "./math.ts";

/** The four 32-bit words of a generator: plain data, so that it can be stored and sent. */
export type RngState = readonly [number, number, number, number];

/**
 * A seeded random generator: xoshiro128** 1.1 (Blackman and Vigna 2018, https://prng.di.unimi.it/xoshiro128starstar.c),
 * seeded by splitmix32. Integer arithmetic only, so the same seed gives the same bits on every host. Not for secrets.
 */
export interface Rng {
  /** uniform in [0, 1) with 53 random bits (two words) */
  next(): number;
  /** an integer in 0…2^32-1 */
  uint32(): number;
  /** uniform in [low, high) */
  uniform(low: number, high: number): number;
  /** an integer in 0…n-1, without bias; n is an integer in 1…2^32 */
  int(n: number): number;
  /** standard normal, by Marsaglia's polar method (1964); the second value is dropped so that the state stays four words */
  normal(): number;
  /** an independent generator named by `label` (an integer); does not advance this one */
  fork(label: number): Rng;
  /** the state, to continue from later */
  state(): RngState;
  /** continue from a stored state; RangeError when it is not four words or all zero */
  restore(state: RngState): void;
}

/** A generator from a seed: an integer, of which the low 53 bits count. */
export function createRng(seed: number): Rng {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`a seed must be an integer, not ${seed}`);
  const low = seed >>> 0;
  const high = Math.floor(seed / 4294967296) >>> 0;
  return new Xoshiro128(expand(low, high, 0));
}

/** The finaliser of MurmurHash3 over a Weyl sequence: one step of splitmix32. */
function mix(word: number): number {
  let h = word >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

const WEYL = 0x9e3779b9;

function expand(a: number, b: number, c: number): RngState {
  let h = mix((a + WEYL) >>> 0);
  h = mix(h ^ mix((b + WEYL * 2) >>> 0));
  h = mix(h ^ mix((c + WEYL * 3) >>> 0));
  const word = (i: number): number => mix((h + Math.imul(WEYL, i)) >>> 0);
  // mix is a bijection and its four arguments differ, so at most one word is zero
  return [word(1), word(2), word(3), word(4)];
}

class Xoshiro128 implements Rng {
  private a = 0;
  private b = 0;
  private c = 0;
  private d = 0;

  constructor(state: RngState) {
    this.restore(state);
  }

  uint32(): number {
    const x = Math.imul(this.b, 5);
    const result = Math.imul((x << 7) | (x >>> 25), 9) >>> 0;
    const t = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= t;
    this.d = (this.d << 11) | (this.d >>> 21);
    return result;
  }

  next(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  uniform(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  int(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > 4294967296) throw new RangeError(`int(n) needs 1 <= n <= 2^32, not ${n}`);
    const limit = 4294967296 - (4294967296 % n);
    let value = this.uint32();
    while (value >= limit) value = this.uint32();
    return value % n;
  }

  normal(): number {
    for (;;) {
      const u = 2 * this.next() - 1;
      const v = 2 * this.next() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) return u * Math.sqrt((-2 * log(s)) / s);
    }
  }

  fork(label: number): Rng {
    if (!Number.isSafeInteger(label)) throw new RangeError(`a fork's label must be an integer, not ${label}`);
    const high = Math.floor(label / 4294967296) >>> 0;
    return new Xoshiro128(expand(mix(this.a ^ mix(this.b)) ^ high, mix(this.c ^ mix(this.d)), label >>> 0));
  }

  state(): RngState {
    return [this.a >>> 0, this.b >>> 0, this.c >>> 0, this.d >>> 0];
  }

  restore(state: RngState): void {
    if (state.length !== 4 || !state.every((word) => Number.isInteger(word) && word >= 0 && word <= 0xffffffff)) {
      throw new RangeError("a generator's state is four 32-bit words");
    }
    [this.a, this.b, this.c, this.d] = state;
    if ((this.a | this.b | this.c | this.d) === 0) throw new RangeError("a generator's state cannot be all zero");
  }
}
