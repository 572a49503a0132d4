import type { Rng } from "../base/rng.ts";
import { layerSizes } from "../policy/policy.ts";
import type { DenseLayer, LstmLayer, Normaliser } from "../policy/policy.ts";
import type { Architecture, PolicyHead } from "../policy/policy-meta.ts";
import type { Weights } from "./parameters.ts";

/** What learning makes of a policy: everything but its name and history. */
export interface Network extends Weights {
  readonly architecture: Architecture;
  readonly head: PolicyHead;
  readonly normaliser: Normaliser | null;
}

/** Weights uniform in ±sqrt(6 / (inputs + outputs)), biases zero (Glorot and Bengio 2010, "Xavier"). */
function initialiseLayers(architecture: Architecture, rng: Rng): readonly DenseLayer[] {
  return layerSizes(architecture).map(([inputs, outputs]) => ({
    inputs,
    outputs,
    weight: glorot(inputs, outputs, inputs * outputs, rng),
    bias: new Float32Array(outputs),
  }));
}

/** First weights of a whole network; an LSTM's forget gate begins open, with a bias of 1 (Gers 2000). */
export function initialiseWeights(architecture: Architecture, rng: Rng): Weights {
  const layers = initialiseLayers(architecture, rng);
  return { layers, lstm: architecture.kind === "lstm" ? initialiseLstm(architecture, rng) : null };
}

function initialiseLstm({ hidden, inputs: width, cells }: Architecture & { kind: "lstm" }, rng: Rng): LstmLayer {
  const inputs = hidden.at(-1) ?? width;
  return {
    inputs,
    cells,
    inputWeight: glorot(inputs, cells, 4 * cells * inputs, rng),
    recurrentWeight: glorot(cells, cells, 4 * cells * cells, rng),
    bias: Float32Array.from({ length: 4 * cells }, (_, i) => (Math.floor(i / cells) === 1 ? 1 : 0)),
  };
}

function glorot(inputs: number, outputs: number, length: number, rng: Rng): Float32Array {
  const bound = Math.sqrt(6 / (inputs + outputs));
  return Float32Array.from({ length }, () => rng.uniform(-bound, bound));
}

/** Whether any value of the two lists differs: what training must have brought about. */
export function parametersDiffer(a: readonly Float32Array[], b: readonly Float32Array[]): boolean {
  return a.length !== b.length || a.some((values, p) => differ(values, b[p]!));
}

function differ(a: Float32Array, b: Float32Array): boolean {
  return a.length !== b.length || a.some((value, i) => value !== b[i]);
}
