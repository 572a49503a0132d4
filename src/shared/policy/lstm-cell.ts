import { tanhEach } from "../base/math.ts";
import { multiply, packLayer } from "./dense-kernel.ts";
import type { DenseLayer, LstmLayer } from "./policy.ts";

/** An LSTM that is run step by step. */
export interface LstmCell {
  /** h of the last step; the state itself, overwritten by the next step */
  readonly hidden: Float64Array;
  /** h and c, 2 × cells: all that the next step depends on besides its input */
  readonly state: Float64Array;
  /** One step from the first `inputs` values of `input`; allocates nothing. */
  step(input: Float64Array): void;
  /** The state of an episode's start: zero. */
  reset(): void;
}

const GATES = 4;
/** place of the cell gate among input, forget, cell and output */
const CELL_GATE = 2;

/**
 * The cell of `layer`. Sigmoids are computed as σ(x) = ½ + ½ tanh(x / 2), so that one pass of tanh serves all four gates;
 * the weights of the sigmoid gates are halved beforehand, which rounds nothing but subnormals.
 */
export function createLstmCell(layer: LstmLayer): LstmCell {
  const { inputs, cells } = layer;
  const packed = packLayer(gatesOf(layer));
  // [input, h, c]; its first two are joined, for one product instead of two
  const all = new Float64Array(inputs + 2 * cells);
  const joined = all.subarray(0, inputs + cells);
  const hidden = joined.subarray(inputs);
  const memory = all.subarray(inputs + cells);
  const squashed = new Float64Array(cells);
  const gates = new Float64Array(packed.padded);
  return {
    hidden,
    state: all.subarray(inputs),
    step(input) {
      for (let i = 0; i < inputs; i += 1) joined[i] = input[i]!;
      multiply(packed, joined, gates);
      tanhEach(gates, GATES * cells);
      for (let k = 0; k < cells; k += 1) {
        const enter = 0.5 + 0.5 * gates[k]!;
        const keep = 0.5 + 0.5 * gates[cells + k]!;
        const value = keep * memory[k]! + enter * gates[CELL_GATE * cells + k]!;
        memory[k] = value;
        squashed[k] = value;
      }
      tanhEach(squashed, cells);
      for (let k = 0; k < cells; k += 1) joined[inputs + k] = (0.5 + 0.5 * gates[3 * cells + k]!) * squashed[k]!;
    },
    reset() {
      all.fill(0);
    },
  };
}

/** The four gates as one dense layer over [input, h]; those of a sigmoid halved. */
function gatesOf({ inputs, cells, inputWeight, recurrentWeight, bias }: LstmLayer): DenseLayer {
  const outputs = GATES * cells;
  const width = inputs + cells;
  const weight = new Float32Array(outputs * width);
  const scale = (o: number): number => (Math.floor(o / cells) === CELL_GATE ? 1 : 0.5);
  for (let o = 0; o < outputs; o += 1) {
    for (let i = 0; i < inputs; i += 1) weight[o * width + i] = scale(o) * inputWeight[o * inputs + i]!;
    for (let k = 0; k < cells; k += 1) weight[o * width + inputs + k] = scale(o) * recurrentWeight[o * cells + k]!;
  }
  return { inputs: width, outputs, weight, bias: bias.map((value, o) => scale(o) * value) };
}
