import type { Rng } from "../base/rng.ts";
import { layerSizes } from "../policy/policy.ts";
import type { DenseLayer, Normaliser } from "../policy/policy.ts";
import type { PolicyMeta } from "../policy/policy-meta.ts";

/** What learning makes of a policy: everything but its name and history. */
export interface Network {
  readonly architecture: PolicyMeta["architecture"];
  readonly normaliser: Normaliser | null;
  readonly layers: readonly DenseLayer[];
}

/** Weights uniform in ±sqrt(6 / (inputs + outputs)), biases zero (Glorot and Bengio 2010, "Xavier"). */
export function initialiseLayers(architecture: PolicyMeta["architecture"], rng: Rng): readonly DenseLayer[] {
  return layerSizes(architecture).map(([inputs, outputs]) => {
    const bound = Math.sqrt(6 / (inputs + outputs));
    const weight = Float32Array.from({ length: inputs * outputs }, () => rng.uniform(-bound, bound));
    return { inputs, outputs, weight, bias: new Float32Array(outputs) };
  });
}

/** Whether any weight or bias of the two differs: what training must have brought about. */
export function layersDiffer(a: readonly DenseLayer[], b: readonly DenseLayer[]): boolean {
  return a.some((layer, l) => {
    const other = b[l];
    return other === undefined || differ(layer.weight, other.weight) || differ(layer.bias, other.bias);
  });
}

function differ(a: Float32Array, b: Float32Array): boolean {
  return a.length !== b.length || a.some((value, i) => value !== b[i]);
}
