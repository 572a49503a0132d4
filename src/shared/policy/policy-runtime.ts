import { tanh } from "../base/math.ts";
import type { DenseLayer, Policy } from "./policy.ts";

/** Runs a policy on plain numbers. Not safe for concurrent use; `act` allocates nothing. */
export interface PolicyRuntime {
  readonly inputs: number;
  readonly outputs: number;
  /** the network's last output before clipping; overwritten by the next `act` */
  readonly raw: Float64Array;
  /** Writes the action for `observation`, clipped to [-1, 1], into `out` (length ≥ outputs). */
  act(observation: ArrayLike<number>, out: Float32Array | Float64Array): void;
}

/** A layer's weights by blocks of four outputs: [w(o,0) w(o+1,0) w(o+2,0) w(o+3,0) w(o,1) …], padded with zeros. */
interface PackedLayer {
  readonly inputs: number;
  readonly outputs: number;
  readonly blocks: Float64Array;
  readonly bias: Float64Array;
}

const LANES = 4;

/**
 * A runtime for `policy`. Sums run in double precision and in input order, four outputs side by side, so that the same
 * file gives the same bits on every host.
 */
export function createPolicyRuntime(policy: Policy): PolicyRuntime {
  const { inputs, outputs, activation } = policy.meta.architecture;
  const activate = activation === "relu" ? reluInPlace : tanhInPlace;
  const layers = policy.layers.map(packLayer);
  const mean = Float64Array.from(policy.normaliser?.mean ?? new Float32Array(inputs));
  const std = Float64Array.from(policy.normaliser?.std ?? new Float32Array(inputs).fill(1));
  const normalised = new Float64Array(inputs);
  const widest = Math.max(...layers.map((layer) => layer.inputs));
  const scratch: Scratch = { offsets: new Int32Array(widest), values: new Float64Array(widest) };
  const results = layers.map((layer) => new Float64Array(layer.bias.length));
  const last = results.at(-1);
  if (last === undefined) throw new Error("a policy has at least one layer");
  const raw = last.subarray(0, outputs);

  return {
    inputs,
    outputs,
    raw,
    act(observation, out) {
      for (let i = 0; i < inputs; i += 1) normalised[i] = (observation[i]! - mean[i]!) / std[i]!;
      let input = normalised;
      for (let l = 0; l < layers.length; l += 1) {
        const result = results[l]!;
        multiply(layers[l]!, input, result, scratch);
        if (l < layers.length - 1) activate(result);
        input = result;
      }
      for (let o = 0; o < outputs; o += 1) {
        const value = raw[o]!;
        out[o] = value > 1 ? 1 : value < -1 ? -1 : value;
      }
    },
  };
}

function packLayer({ inputs, outputs, weight, bias }: DenseLayer): PackedLayer {
  const padded = Math.ceil(outputs / LANES) * LANES;
  const blocks = new Float64Array(padded * inputs);
  for (let o = 0; o < outputs; o += 1) {
    const block = (o - (o % LANES)) * inputs + (o % LANES);
    for (let i = 0; i < inputs; i += 1) blocks[block + i * LANES] = weight[o * inputs + i]!;
  }
  const paddedBias = new Float64Array(padded);
  paddedBias.set(bias);
  return { inputs, outputs, blocks, bias: paddedBias };
}

/** Inputs that are not zero: ReLU leaves about half, and skipping the others changes no sum. */
interface Scratch {
  readonly offsets: Int32Array;
  readonly values: Float64Array;
}

function multiply(
  { inputs, blocks, bias }: PackedLayer,
  input: Float64Array,
  result: Float64Array,
  scratch: Scratch,
): void {
  const { offsets, values } = scratch;
  let count = 0;
  for (let i = 0; i < inputs; i += 1) {
    const x = input[i]!;
    if (x !== 0) {
      offsets[count] = i * LANES;
      values[count] = x;
      count += 1;
    }
  }
  for (let o = 0, block = 0; o < result.length; o += LANES, block += inputs * LANES) {
    let a = bias[o]!;
    let b = bias[o + 1]!;
    let c = bias[o + 2]!;
    let d = bias[o + 3]!;
    for (let k = 0; k < count; k += 1) {
      const x = values[k]!;
      const w = block + offsets[k]!;
      a += blocks[w]! * x;
      b += blocks[w + 1]! * x;
      c += blocks[w + 2]! * x;
      d += blocks[w + 3]! * x;
    }
    result[o] = a;
    result[o + 1] = b;
    result[o + 2] = c;
    result[o + 3] = d;
  }
}

function reluInPlace(values: Float64Array): void {
  for (let i = 0; i < values.length; i += 1) if (values[i]! < 0) values[i] = 0;
}

function tanhInPlace(values: Float64Array): void {
  for (let i = 0; i < values.length; i += 1) values[i] = tanh(values[i]!);
}
