import type { LstmLayer } from "../../../shared/policy/policy.ts";
import type { OnnxTensor } from "./onnx-model.ts";

/** ONNX's LSTM has its gates in the order input, output, forget, cell; ours is PyTorch's: input, forget, cell, output. */
const OURS_BY_ONNX = [0, 3, 1, 2] as const;
const GATES = OURS_BY_ONNX.length;

/** The operands W, R and B of ONNX's LSTM. */
export interface OnnxLstmWeights {
  /** [1, 4·cells, inputs] */
  readonly input: OnnxTensor;
  /** [1, 4·cells, cells] */
  readonly recurrent: OnnxTensor;
  /** [1, 8·cells]: ours, and a second of zeros */
  readonly bias: OnnxTensor;
}

export function toOnnxLstm({ inputs, cells, inputWeight, recurrentWeight, bias }: LstmLayer): OnnxLstmWeights {
  const biases = new Float32Array(2 * GATES * cells);
  biases.set(toOnnxOrder(bias));
  return {
    input: { type: "float32", shape: [1, GATES * cells, inputs], values: toOnnxOrder(inputWeight) },
    recurrent: { type: "float32", shape: [1, GATES * cells, cells], values: toOnnxOrder(recurrentWeight) },
    bias: { type: "float32", shape: [1, 2 * GATES * cells], values: biases },
  };
}

/** The way back: W, R and the two biases of B, which are added up. */
export function fromOnnxLstm(
  cells: number,
  inputs: number,
  input: Float32Array,
  recurrent: Float32Array,
  biases: Float32Array,
): LstmLayer {
  const half = GATES * cells;
  // Adding zero would turn −0 into 0.
  const sum = biases
    .slice(0, half)
    .map((value, i) => (biases[half + i] === 0 ? value : value + (biases[half + i] ?? 0)));
  return {
    inputs,
    cells,
    inputWeight: fromOnnxOrder(input),
    recurrentWeight: fromOnnxOrder(recurrent),
    bias: fromOnnxOrder(sum),
  };
}

function toOnnxOrder(ours: Float32Array): Float32Array {
  const block = ours.length / GATES;
  const result = new Float32Array(ours.length);
  OURS_BY_ONNX.forEach((from, to) => result.set(ours.subarray(from * block, (from + 1) * block), to * block));
  return result;
}

function fromOnnxOrder(theirs: Float32Array): Float32Array {
  const block = theirs.length / GATES;
  const result = new Float32Array(theirs.length);
  OURS_BY_ONNX.forEach((to, from) => result.set(theirs.subarray(from * block, (from + 1) * block), to * block));
  return result;
}
