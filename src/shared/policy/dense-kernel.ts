import type { DenseLayer } from "./policy.ts";

/**
 * A layer's weights by blocks of four outputs: [w(o,0) w(o+1,0) w(o+2,0) w(o+3,0) w(o,1) …], padded with zeros. They are in
 * a plain array, which V8 reads a fifth faster than a typed one.
 */
export interface PackedLayer {
  readonly inputs: number;
  /** outputs rounded up to a multiple of four: the length of bias and of results */
  readonly padded: number;
  readonly blocks: readonly number[];
  readonly bias: Float64Array;
}

/** Inputs that are not zero: ReLU leaves about half, and skipping the others changes no sum. */
export interface Scratch {
  readonly offsets: Int32Array;
  readonly values: Float64Array;
}

const LANES = 4;

/** The weights of `layer`, ready to be multiplied. */
export function packLayer({ inputs, outputs, weight, bias }: DenseLayer): PackedLayer {
  const padded = Math.ceil(outputs / LANES) * LANES;
  // An array that once held a fraction stays one of doubles, even where the weights are zero; so all are of one kind.
  const blocks = [0.5];
  blocks.pop();
  for (let first = 0; first < padded; first += LANES) {
    for (let i = 0; i < inputs; i += 1) {
      for (let o = first; o < first + LANES; o += 1) blocks.push(o < outputs ? weight[o * inputs + i]! : 0);
    }
  }
  const paddedBias = new Float64Array(padded);
  paddedBias.set(bias);
  return { inputs, padded, blocks, bias: paddedBias };
}

/** Room for the inputs of layers of up to `inputs`. */
export function createScratch(inputs: number): Scratch {
  return { offsets: new Int32Array(inputs), values: new Float64Array(inputs) };
}

/** result = W input + b, in double precision; each sum runs from the bias over the inputs in their order. */
export function multiply(
  { inputs, padded, blocks, bias }: PackedLayer,
  input: Float64Array,
  result: Float64Array,
): void {
  let w = 0;
  for (let o = 0; o < padded; o += LANES) {
    let a = bias[o]!;
    let b = bias[o + 1]!;
    let c = bias[o + 2]!;
    let d = bias[o + 3]!;
    for (let i = 0; i < inputs; i = (i + 1) | 0) {
      const x = input[i]!;
      a += blocks[w]! * x;
      b += blocks[(w + 1) | 0]! * x;
      c += blocks[(w + 2) | 0]! * x;
      d += blocks[(w + 3) | 0]! * x;
      w = (w + LANES) | 0;
    }
    result[o] = a;
    result[o + 1] = b;
    result[o + 2] = c;
    result[o + 3] = d;
  }
}

/** As `multiply`, faster where many inputs are zero. */
export function multiplySparse(
  { inputs, padded, blocks, bias }: PackedLayer,
  input: Float64Array,
  result: Float64Array,
  { offsets, values }: Scratch,
): void {
  let count = 0;
  // Every input is written and only the counting depends on it: a branch would be guessed wrong half of the time.
  for (let i = 0; i < inputs; i = (i + 1) | 0) {
    const x = input[i]!;
    offsets[count] = i * LANES;
    values[count] = x;
    count = (count + (x === 0 ? 0 : 1)) | 0;
  }
  for (let o = 0, block = 0; o < padded; o += LANES, block += inputs * LANES) {
    let a = bias[o]!;
    let b = bias[o + 1]!;
    let c = bias[o + 2]!;
    let d = bias[o + 3]!;
    for (let k = 0; k < count; k = (k + 1) | 0) {
      const x = values[k]!;
      const w = (block + offsets[k]!) | 0;
      a += blocks[w]! * x;
      b += blocks[(w + 1) | 0]! * x;
      c += blocks[(w + 2) | 0]! * x;
      d += blocks[(w + 3) | 0]! * x;
    }
    result[o] = a;
    result[o + 1] = b;
    result[o + 2] = c;
    result[o + 3] = d;
  }
}
