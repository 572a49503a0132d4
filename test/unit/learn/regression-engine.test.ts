import { beforeAll, expect, test } from "vitest";
import { loadTensorflow } from "../../../src/node/tensorflow/load-tensorflow.ts";
import type { LoadedTensorflow } from "../../../src/node/tensorflow/load-tensorflow.ts";
import { createRng } from "../../../src/shared/base/rng.ts";
import { standardise } from "../../../src/shared/learn/fit-normaliser.ts";
import { createEagerEngine } from "../../../src/shared/learn/regression-engine.ts";
import type { TransitionRows } from "../../../src/shared/learn/transitions.ts";
import { createPolicyRuntime } from "../../../src/shared/policy/policy-runtime.ts";
import type { Policy } from "../../../src/shared/policy/policy.ts";
import { buildPolicy } from "../../builders/policy.ts";

let loaded: LoadedTensorflow;
beforeAll(async () => {
  loaded = await loadTensorflow("node");
});

function randomRows(count: number, seed = 5): TransitionRows {
  const rng = createRng(seed);
  return {
    count,
    observations: Float32Array.from({ length: count * 11 }, () => rng.normal()),
    actions: Float32Array.from({ length: count * 3 }, () => rng.uniform(-1, 1)),
  };
}

test.each(["relu", "tanh"] as const)(
  "the runtime and the trainer's own forward pass agree to 1e-6 (%s)",
  (activation) => {
    const architecture = { kind: "mlp" as const, inputs: 11, hidden: [128, 64], outputs: 3, activation };
    const policy: Policy = buildPolicy({ architecture }, 7);
    const rows = randomRows(500);
    const engine = createEagerEngine(
      loaded.tf,
      { architecture, optimizer: "adam", learningRate: 1e-3, l2: 0 },
      policy.layers,
    );
    const expected = engine.predict(standardise(rows, policy.normaliser));
    engine.dispose();
    const runtime = createPolicyRuntime(policy);
    const out = new Float64Array(3);
    let largest = 0;
    let scale = 0;
    for (let row = 0; row < rows.count; row += 1) {
      runtime.act(rows.observations.subarray(row * 11, row * 11 + 11), out);
      for (let o = 0; o < 3; o += 1) {
        largest = Math.max(
          largest,
          Math.abs((runtime.raw[o] ?? 0) - (expected[row * 3 + o] ?? 0)) /
            Math.max(1, Math.abs(expected[row * 3 + o] ?? 0)),
        );
        scale = Math.max(scale, Math.abs(expected[row * 3 + o] ?? 0));
      }
    }
    expect(scale).toBeGreaterThan(0.5);
    expect(largest).toBeLessThan(1e-6);
  },
);

test("one SGD step moves the weights along the numerical gradient, penalty included", () => {
  const architecture = { kind: "mlp" as const, inputs: 11, hidden: [4], outputs: 3, activation: "tanh" as const };
  const policy = buildPolicy({ architecture }, 2);
  const rows = randomRows(8);
  const rate = 0.5;
  const l2 = 0.3;
  const engine = createEagerEngine(
    loaded.tf,
    { architecture, optimizer: "sgd", learningRate: rate, l2 },
    policy.layers,
  );
  engine.step(rows);
  const after = engine.layers();
  engine.dispose();
  const objective = (): number => {
    const runtime = createPolicyRuntime({ ...policy, normaliser: null });
    const out = new Float64Array(3);
    let sum = 0;
    for (let row = 0; row < rows.count; row += 1) {
      runtime.act(rows.observations.subarray(row * 11, row * 11 + 11), out);
      for (let o = 0; o < 3; o += 1) sum += ((runtime.raw[o] ?? 0) - (rows.actions[row * 3 + o] ?? 0)) ** 2;
    }
    const penalty = policy.layers.reduce((total, { weight }) => total + weight.reduce((s, w) => s + w * w, 0), 0);
    return sum / (rows.count * 3) + (l2 / 2) * penalty;
  };
  policy.layers.forEach((layer, l) => {
    for (const [values, moved] of [
      [layer.weight, after[l]?.weight],
      [layer.bias, after[l]?.bias],
    ] as const) {
      for (let i = 0; i < values.length; i += 5) {
        const value = values[i] ?? 0;
        values[i] = value + 1e-3;
        const up = objective();
        values[i] = value - 1e-3;
        const down = objective();
        values[i] = value;
        expect((value - (moved?.[i] ?? 0)) / rate).toBeCloseTo((up - down) / 2e-3, 3);
      }
    }
  });
});

test("training leaves no tensor behind", () => {
  const { tf } = loaded;
  const before = tf.memory().numTensors;
  const policy = buildPolicy();
  const engine = createEagerEngine(
    tf,
    { architecture: policy.meta.architecture, optimizer: "adam", learningRate: 1e-3, l2: 1e-3 },
    policy.layers,
  );
  engine.step(randomRows(8));
  const during = tf.memory().numTensors;
  for (let i = 0; i < 20; i += 1) engine.step(randomRows(8));
  engine.error(randomRows(5000));
  engine.layers();
  expect(tf.memory().numTensors).toBe(during);
  engine.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
