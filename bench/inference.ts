import { performance } from "node:perf_hooks";
import { createRng } from "../src/shared/base/rng.ts";
import { initialiseLayers } from "../src/shared/learn/network.ts";
import { createPolicyRuntime } from "../src/shared/policy/policy-runtime.ts";
import type { PolicyMeta } from "../src/shared/policy/policy-meta.ts";

const STEPS = 20_000;
const ROUNDS = 7;

/** Microseconds a step of the policy runtime, 11-128-64-3 with normaliser: median of rounds. */
export function run(report: (line: string) => void): Promise<{ relu: number; tanh: number }> {
  const [relu, tanh] = [measure("relu"), measure("tanh")];
  report(`11-128-64-3, microseconds a step: ReLU ${relu.toFixed(1)}, tanh ${tanh.toFixed(1)}`);
  return Promise.resolve({ relu, tanh });
}

function measure(activation: PolicyMeta["architecture"]["activation"]): number {
  const architecture = { kind: "mlp" as const, inputs: 11, hidden: [128, 64], outputs: 3, activation };
  const layers = initialiseLayers(architecture, createRng(1));
  const normaliser = { mean: new Float32Array(11), std: new Float32Array(11).fill(2) };
  const runtime = createPolicyRuntime({ meta: metaOf(architecture), normaliser, layers, lstm: null });
  const rng = createRng(2);
  const observations = Array.from({ length: 64 }, () => Float64Array.from({ length: 11 }, () => rng.normal()));
  const action = new Float64Array(3);
  const rounds = Array.from({ length: ROUNDS + 1 }, () => {
    const started = performance.now();
    for (let k = 0; k < STEPS; k += 1) runtime.act(observations[k % 64]!, action);
    return ((performance.now() - started) * 1000) / STEPS;
  });
  // The first round is the compiler's.
  return rounds.slice(1).toSorted((a, b) => a - b)[ROUNDS >> 1]!;
}

function metaOf(architecture: PolicyMeta["architecture"]): PolicyMeta {
  return {
    version: 1,
    id: "bench",
    name: "bench",
    createdAt: "",
    algorithm: "bc",
    architecture,
    head: { kind: "linear" },
    normaliser: true,
    hyperparameters: {},
    seed: 1,
    dataset: { id: "", name: "", episodes: [] },
    training: { backend: "none", steps: 0, seconds: 0, finalLoss: 0, validationLoss: null },
    evaluation: null,
  };
}
