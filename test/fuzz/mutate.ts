import type { Rng } from "../../src/shared/base/rng.ts";

/** Changes bytes as a broken disk, a bad copy or an enemy would. The result may be of another length. */
type Mutation = (bytes: Uint8Array, random: Rng) => Uint8Array;

const place = (bytes: Uint8Array, random: Rng): number => (bytes.length === 0 ? 0 : random.int(bytes.length));

/** A stretch of the bytes: mostly short, sometimes a large part. */
function stretch(bytes: Uint8Array, random: Rng): readonly [from: number, to: number] {
  const from = place(bytes, random);
  const longest = random.int(4) === 0 ? bytes.length : 64;
  return [from, Math.min(bytes.length, from + 1 + random.int(Math.max(1, longest)))];
}

const join = (...parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** Sizes and counts that readers trip over. */
const LIES = [0, 1, 7, 8, 0x7f, 0x80, 0xff, 0xffff, 0x10000, 0x7fff_ffff, 0x8000_0000, 0xffff_fff8, 0xffff_ffff];

export const MUTATIONS = {
  flipBit: (bytes, random) => {
    const mutant = bytes.slice();
    for (let left = 1 + random.int(3); left > 0 && mutant.length > 0; left--) {
      const at = place(mutant, random);
      mutant[at] = (mutant[at] ?? 0) ^ (1 << random.int(8));
    }
    return mutant;
  },
  setByte: (bytes, random) => {
    const mutant = bytes.slice();
    if (mutant.length > 0) mutant[place(mutant, random)] = random.int(256);
    return mutant;
  },
  truncate: (bytes, random) => bytes.slice(0, random.int(bytes.length + 1)),
  behead: (bytes, random) => bytes.slice(random.int(bytes.length + 1)),
  cutOut: (bytes, random) => {
    const [from, to] = stretch(bytes, random);
    return join(bytes.subarray(0, from), bytes.subarray(to));
  },
  repeat: (bytes, random) => {
    const [from, to] = stretch(bytes, random);
    const times = 1 + random.int(3);
    const copies = Array.from({ length: times }, () => bytes.subarray(from, to));
    return join(bytes.subarray(0, to), ...copies, bytes.subarray(to));
  },
  splice: (bytes, random) => {
    const [from, to] = stretch(bytes, random);
    const mutant = bytes.slice();
    mutant.set(bytes.subarray(from, to), random.int(bytes.length - (to - from) + 1));
    return mutant;
  },
  swap: (bytes, random) => {
    const [a, b, c] = [place(bytes, random), place(bytes, random), place(bytes, random)].sort((x, y) => x - y);
    return join(bytes.subarray(0, a), bytes.subarray(b, c), bytes.subarray(a, b), bytes.subarray(c));
  },
  insert: (bytes, random) => {
    const at = place(bytes, random);
    const extra = Uint8Array.from({ length: 1 + random.int(32) }, () => random.int(256));
    return join(bytes.subarray(0, at), extra, bytes.subarray(at));
  },
  zero: (bytes, random) => {
    const mutant = bytes.slice();
    return mutant.fill(0, ...stretch(bytes, random));
  },
  /** a length or offset that is not true, of 2, 4 or 8 bytes in either byte order, in the first half more often */
  lie: (bytes, random) => {
    const width = [2, 4, 8][random.int(3)] ?? 4;
    if (bytes.length < width) return bytes.slice();
    const mutant = bytes.slice();
    const view = new DataView(mutant.buffer);
    const room = random.int(2) === 0 ? Math.max(width, bytes.length >> 1) : bytes.length;
    const at = random.int(room - width + 1) & (random.int(2) === 0 ? ~3 : ~0);
    const value = LIES[random.int(LIES.length)] ?? 0;
    const little = random.int(4) !== 0;
    if (width === 2) view.setUint16(at, value & 0xffff, little);
    else if (width === 4) view.setUint32(at, value, little);
    else view.setBigUint64(at, BigInt(value) << BigInt(8 * random.int(5)), little);
    return mutant;
  },
  /** one number of a text that is not true */
  lieInText: (bytes, random) => {
    const digits: number[] = [];
    for (let i = 0; i < bytes.length && digits.length < 4096; i++) {
      const code = bytes[i] ?? 0;
      if (code >= 0x30 && code <= 0x39) digits.push(i);
    }
    const at = digits[random.int(Math.max(1, digits.length))];
    if (at === undefined) return bytes.slice();
    const texts = ["-1", "1e308", "9007199254740993", "0", "null", "99999999999999999999", "1e-400", '"'];
    const text = new TextEncoder().encode(texts[random.int(texts.length)] ?? "0");
    return join(bytes.subarray(0, at), text, bytes.subarray(at + 1));
  },
  /** a variable-length integer that does not end soon */
  varint: (bytes, random) => {
    const at = place(bytes, random);
    const long = new Uint8Array(1 + random.int(20)).fill(0xff);
    return join(bytes.subarray(0, at), long, bytes.subarray(at + random.int(2)));
  },
} satisfies Readonly<Record<string, Mutation>>;

export type MutationName = keyof typeof MUTATIONS;
const NAMES = Object.keys(MUTATIONS) as MutationName[];

/** A mutant of `bytes`, by one to three mutations; the same for the same generator state. */
export function mutate(bytes: Uint8Array, random: Rng): { readonly mutant: Uint8Array; readonly how: string } {
  let mutant: Uint8Array = bytes;
  const how: MutationName[] = [];
  const times = random.int(4) === 0 ? 2 + random.int(2) : 1;
  for (let i = 0; i < times; i++) {
    const name = NAMES[random.int(NAMES.length)] ?? "flipBit";
    mutant = MUTATIONS[name](mutant, random);
    how.push(name);
  }
  return { mutant, how: how.join("+") };
}
