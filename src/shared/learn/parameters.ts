import { layerSizes } from "../policy/policy.ts";
import type { DenseLayer, LstmLayer } from "../policy/policy.ts";
import type { Architecture } from "../policy/policy-meta.ts";

/** A network's weights as policy files keep them. */
export interface Weights {
  readonly layers: readonly DenseLayer[];
  readonly lstm: LstmLayer | null;
}

/** One trainable tensor as the engines keep it: row-major, a weight matrix is inputs × outputs (files: outputs × inputs). */
export interface ParameterSpec {
  readonly name: string;
  readonly shape: readonly number[];
  /** weights, but not biases, fall under the L2 penalty */
  readonly penalised: boolean;
}

/** The parameters of an architecture: the hidden layers', the LSTM's, the last layer's. */
export function parameterSpecs(architecture: Architecture): readonly ParameterSpec[] {
  const dense = layerSizes(architecture).map(([inputs, outputs], l) => [
    { name: `layers.${l}.weight`, shape: [inputs, outputs], penalised: true },
    { name: `layers.${l}.bias`, shape: [outputs], penalised: false },
  ]);
  if (architecture.kind === "mlp") return dense.flat();
  const { cells } = architecture;
  const inputs = architecture.hidden.at(-1) ?? architecture.inputs;
  const recurrent = [
    { name: "lstm.inputWeight", shape: [inputs, 4 * cells], penalised: true },
    { name: "lstm.recurrentWeight", shape: [cells, 4 * cells], penalised: true },
    { name: "lstm.bias", shape: [4 * cells], penalised: false },
  ];
  return [...dense.slice(0, -1).flat(), ...recurrent, ...(dense.at(-1) ?? [])];
}

/** The values of `parameterSpecs`, in its order. */
export function packParameters({ layers, lstm }: Weights): readonly Float32Array[] {
  const dense = layers.map(({ weight, bias, inputs, outputs }) => [
    transpose(weight, outputs, inputs),
    Float32Array.from(bias),
  ]);
  if (lstm === null) return dense.flat();
  const recurrent = [
    transpose(lstm.inputWeight, 4 * lstm.cells, lstm.inputs),
    transpose(lstm.recurrentWeight, 4 * lstm.cells, lstm.cells),
    Float32Array.from(lstm.bias),
  ];
  return [...dense.slice(0, -1).flat(), ...recurrent, ...(dense.at(-1) ?? [])];
}

/** The weights that `packParameters` packed. */
export function unpackParameters(architecture: Architecture, values: readonly Float32Array[]): Weights {
  const byName = new Map(parameterSpecs(architecture).map(({ name }, i) => [name, values[i]!]));
  const matrix = (name: string, inputs: number, outputs: number): Float32Array =>
    transpose(byName.get(name)!, inputs, outputs);
  const layers = layerSizes(architecture).map(([inputs, outputs], l) => ({
    inputs,
    outputs,
    weight: matrix(`layers.${l}.weight`, inputs, outputs),
    bias: Float32Array.from(byName.get(`layers.${l}.bias`)!),
  }));
  if (architecture.kind === "mlp") return { layers, lstm: null };
  const { cells } = architecture;
  const inputs = architecture.hidden.at(-1) ?? architecture.inputs;
  return {
    layers,
    lstm: {
      inputs,
      cells,
      inputWeight: matrix("lstm.inputWeight", inputs, 4 * cells),
      recurrentWeight: matrix("lstm.recurrentWeight", cells, 4 * cells),
      bias: Float32Array.from(byName.get("lstm.bias")!),
    },
  };
}

/** rows × columns → columns × rows */
function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let r = 0; r < rows; r += 1)
    for (let c = 0; c < columns; c += 1) result[c * rows + r] = values[r * columns + c]!;
  return result;
}
