import type { PolicyMeta } from "./policy-meta.ts";

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

/** A multilayer perceptron: hidden layers with the activation of its metadata, a linear last layer. */
export interface Policy {
  readonly meta: PolicyMeta;
  readonly normaliser: Normaliser | null;
  readonly layers: readonly DenseLayer[];
}

/** [inputs, outputs] of every layer of an architecture. */
export function layerSizes(architecture: PolicyMeta["architecture"]): readonly (readonly [number, number])[] {
  const sizes = [architecture.inputs, ...architecture.hidden, architecture.outputs];
  return sizes.slice(1).map((outputs, i) => [sizes[i] ?? 0, outputs] as const);
}
