import { createRng } from "../../src/shared/base/rng.ts";
import { layerSizes, lstmSize } from "../../src/shared/policy/policy.ts";
import type { Policy } from "../../src/shared/policy/policy.ts";
import type { PolicyMeta } from "../../src/shared/policy/policy-meta.ts";

/** Metadata of a small policy; name what matters to the test. */
export function buildPolicyMeta(parts: Partial<PolicyMeta> = {}): PolicyMeta {
  return {
    version: 1,
    id: "01K0000000000000000000TEST",
    name: "Test policy",
    createdAt: "2026-01-01T00:00:00.000Z",
    algorithm: "bc",
    architecture: { kind: "mlp", inputs: 11, hidden: [16, 8], outputs: 3, activation: "relu" },
    head: { kind: "linear" },
    normaliser: true,
    hyperparameters: { learningRate: 0.001, activation: "relu", normaliser: true, hidden: [16, 8] },
    seed: 1,
    dataset: { id: "dataset", name: "Dataset", episodes: ["01K00000000000000000000001"] },
    training: { backend: "none", steps: 0, seconds: 0, finalLoss: 0, validationLoss: null },
    evaluation: null,
    ...parts,
  };
}

/** A policy with random weights for `meta`, the same for the same seed. */
export function buildPolicy(parts: Partial<PolicyMeta> = {}, seed = 1): Policy {
  const meta = buildPolicyMeta(parts);
  const rng = createRng(seed);
  const values = (count: number, scale: number): Float32Array =>
    Float32Array.from({ length: count }, () => rng.normal() * scale);
  const lstm = lstmSize(meta.architecture);
  return {
    meta,
    normaliser: meta.normaliser
      ? {
          mean: values(meta.architecture.inputs, 1),
          std: Float32Array.from({ length: meta.architecture.inputs }, () => rng.uniform(0.2, 2)),
        }
      : null,
    layers: layerSizes(meta.architecture).map(([inputs, outputs]) => ({
      inputs,
      outputs,
      weight: values(inputs * outputs, 1 / Math.sqrt(inputs)),
      bias: values(outputs, 0.1),
    })),
    lstm:
      lstm === null
        ? null
        : {
            ...lstm,
            inputWeight: values(4 * lstm.cells * lstm.inputs, 1 / Math.sqrt(lstm.inputs)),
            recurrentWeight: values(4 * lstm.cells * lstm.cells, 1 / Math.sqrt(lstm.cells)),
            bias: values(4 * lstm.cells, 0.1),
          },
  };
}
