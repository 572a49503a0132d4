import { beforeAll, expect, test } from "vitest";
import { loadTensorflow } from "../../../src/node/tensorflow/load-tensorflow.ts";
import type { LoadedTensorflow } from "../../../src/node/tensorflow/load-tensorflow.ts";
import { createRng } from "../../../src/shared/base/rng.ts";
import { createEagerEngine } from "../../../src/shared/learn/eager-engine.ts";
import { standardise } from "../../../src/shared/learn/fit-normaliser.ts";
import { initialiseWeights } from "../../../src/shared/learn/network.ts";
import { packParameters, unpackParameters } from "../../../src/shared/learn/parameters.ts";
import { createPolicyRuntime } from "../../../src/shared/policy/policy-runtime.ts";
import type { Architecture, PolicyHead } from "../../../src/shared/policy/policy-meta.ts";
import { buildPolicy } from "../../builders/policy.ts";
import { buildEngineState, buildTable, buildTrainingOptions, drawRows } from "../../builders/training.ts";

let loaded: LoadedTensorflow;
beforeAll(async () => {
  loaded = await loadTensorflow("node");
});

const shape = { inputs: 11, hidden: [128, 64], outputs: 3 };
const networks: readonly { readonly architecture: Architecture; readonly head: PolicyHead }[] = [
  { architecture: { kind: "mlp", ...shape, activation: "relu" }, head: { kind: "linear" } },
  { architecture: { kind: "mlp", ...shape, activation: "tanh" }, head: { kind: "linear" } },
  { architecture: { kind: "mlp", ...shape, outputs: 63, activation: "relu" }, head: { kind: "bins", bins: 21 } },
  { architecture: { kind: "lstm", ...shape, activation: "relu", cells: 64, window: 40 }, head: { kind: "linear" } },
];

test.each(networks)(
  "the runtime and the trainer's own forward pass agree to 1e-6 ($architecture.kind, $head.kind)",
  (wanted) => {
    const { architecture, head } = wanted;
    const base = buildPolicy({ architecture, head }, 7);
    const policy = { ...base, ...initialiseWeights(architecture, createRng(7)) };
    const rng = createRng(5);
    const count = 40;
    const observations = Float32Array.from({ length: count * 11 }, () => rng.normal());
    const rows = standardise({ count, observations, actions: new Float32Array(count * 3) }, policy.normaliser);
    const engine = createEagerEngine(
      loaded.tf,
      { architecture, head, optimizer: "sgd", learningRate: 1, l2: 0, clipNorm: 0 },
      { steps: 0, parameters: packParameters(policy), moments: [] },
    );
    const targets = head.kind === "bins" ? new Int32Array(count * 3) : rows.actions;
    engine.load({ count, observations: rows.observations, targets });
    // One window of 40 steps for the LSTM, 40 rows for the others.
    const expected = engine.predict(Int32Array.from({ length: architecture.kind === "lstm" ? 1 : count }, (_, i) => i));
    engine.dispose();
    const runtime = createPolicyRuntime(policy);
    const out = new Float64Array(3);
    let [largest, scale] = [0, 0];
    for (let row = 0; row < count; row += 1) {
      runtime.act(observations.subarray(row * 11, row * 11 + 11), out);
      for (let o = 0; o < architecture.outputs; o += 1) {
        const value = expected[row * architecture.outputs + o]!;
        largest = Math.max(largest, Math.abs(runtime.last[o]! - value) / Math.max(1, Math.abs(value)));
        scale = Math.max(scale, Math.abs(value));
      }
    }
    expect(scale).toBeGreaterThan(0.2);
    expect(largest).toBeLessThan(2e-6);
  },
);

test.each([
  { kind: "mlp", head: "linear" },
  { kind: "lstm", head: "linear" },
  { kind: "lstm", head: "bins" },
] as const)("a step of descent goes along the numerical gradient, penalty included ($kind, $head)", (parts) => {
  const l2 = 0.3;
  const options = buildTrainingOptions({
    ...parts,
    activation: "tanh",
    optimizer: "sgd",
    learningRate: 1,
    l2,
    hidden: [4],
  });
  const initial = buildEngineState(options);
  const engine = createEagerEngine(loaded.tf, options, initial);
  engine.load(buildTable(options));
  const rows = drawRows(1, 8);
  engine.train(rows, 8);
  const after = engine.state().parameters;
  const specsPenalised = initial.parameters.map((_, p) => p % 2 === 0);
  if (parts.kind === "lstm")
    specsPenalised.splice(0, specsPenalised.length, true, false, true, true, false, true, false);
  const objective = (p: number, i: number, change: number): number => {
    const parameters = initial.parameters.map((values) => Float32Array.from(values));
    parameters[p]![i]! += change;
    engine.restore({ ...initial, parameters });
    const penalty = parameters.reduce(
      (sum, values, q) => sum + (specsPenalised[q] === true ? values.reduce((s, w) => s + w * w, 0) : 0),
      0,
    );
    return engine.error(rows) + (l2 / 2) * penalty;
  };
  initial.parameters.forEach((values, p) => {
    for (let i = 0; i < values.length; i += 7) {
      const numerical = (objective(p, i, 1e-2) - objective(p, i, -1e-2)) / 2e-2;
      expect(values[i]! - after[p]![i]!).toBeCloseTo(numerical, 3);
    }
  });
  engine.dispose();
});

test("its Adam is TensorFlow.js's", () => {
  const { tf } = loaded;
  const options = buildTrainingOptions({ hidden: [3], activation: "tanh" });
  const initial = buildEngineState(options);
  const table = buildTable(options);
  const engine = createEagerEngine(tf, options, initial);
  engine.load(table);
  const rows = Int32Array.from({ length: 60 }, (_, i) => i);
  for (let k = 0; k < 20; k += 1) engine.train(rows, 60);
  const shapes = [[5, 3], [3], [3, 3], [3]];
  const variables = initial.parameters.map((values, p) => tf.variable(tf.tensor(values, shapes[p])));
  const [w1, b1, w2, b2] = variables;
  const x = tf.tensor2d(table.observations, [60, 5]);
  const y = tf.tensor2d(table.targets, [60, 3]);
  const adam = tf.train.adam(options.learningRate, 0.9, 0.999, 1e-8);
  for (let k = 0; k < 20; k += 1)
    adam.minimize(() => {
      const hidden = tf.tanh(tf.add(tf.matMul(x, w1 as never), b1!));
      return tf.mean(tf.square(tf.sub(tf.add(tf.matMul(hidden as never, w2 as never), b2!), y)));
    });
  engine.state().parameters.forEach((values, p) => {
    const expected = variables[p]!.dataSync();
    values.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 4));
  });
  engine.dispose();
});

test("weights survive being packed for the engine and unpacked for the file", () => {
  for (const { architecture } of networks) {
    const weights = initialiseWeights(architecture, createRng(3));
    expect(unpackParameters(architecture, packParameters(weights))).toEqual(weights);
  }
});
