import type { Architecture, PolicyMeta } from "./policy-meta.ts";

/** One dense layer: y = W x + b. */
export interface DenseLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** outputs × inputs, row-major: one row per output, as PyTorch's Linear */
  readonly weight: Float32Array;
  /** outputs */
  readonly bias: Float32Array;
}

/** Standardises observations: (observation − mean) / std. Both have one value per input; std is positive. */
export interface Normaliser {
  readonly mean: Float32Array;
  readonly std: Float32Array;
}

/**
 * A long short-term memory (Hochreiter and Schmidhuber 1997, with forget gates: Gers 2000), as PyTorch's `nn.LSTM`:
 * gates in the order input, forget, cell, output; state (h, c) begins at zero.
 */
export interface LstmLayer extends LstmSize {
  /** 4·cells × inputs, row-major */
  readonly inputWeight: Float32Array;
  /** 4·cells × cells, row-major */
  readonly recurrentWeight: Float32Array;
  /** 4·cells: PyTorch's two biases added up */
  readonly bias: Float32Array;
}

/** What an LSTM takes, and the length of its state's two halves. */
export interface LstmSize {
  readonly inputs: number;
  readonly cells: number;
}

/** Hidden layers with the activation of the metadata, an LSTM where the architecture has one, and a linear last layer. */
export interface Policy {
  readonly meta: PolicyMeta;
  readonly normaliser: Normaliser | null;
  /** the hidden layers and the last one */
  readonly layers: readonly DenseLayer[];
  /** between the hidden layers and the last one; null for a multilayer perceptron */
  readonly lstm: LstmLayer | null;
}

/** [inputs, outputs] of every dense layer of an architecture. */
export function layerSizes(architecture: Architecture): readonly (readonly [number, number])[] {
  const sizes = [architecture.inputs, ...architecture.hidden];
  const hidden = architecture.hidden.map((outputs, i) => [sizes[i] ?? 0, outputs] as const);
  const widest = sizes.at(-1) ?? architecture.inputs;
  return [...hidden, [architecture.kind === "lstm" ? architecture.cells : widest, architecture.outputs]];
}

/** The LSTM of an architecture: its inputs are the last hidden layer's outputs. */
export function lstmSize(architecture: Architecture): LstmSize | null {
  if (architecture.kind === "mlp") return null;
  return { inputs: architecture.hidden.at(-1) ?? architecture.inputs, cells: architecture.cells };
}
