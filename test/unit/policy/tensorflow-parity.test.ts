import type * as Core from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { loadTensorflow } from "../../../src/node/tensorflow/load-tensorflow.ts";
import { createRng } from "../../../src/shared/base/rng.ts";
import { createPolicyRuntime } from "../../../src/shared/policy/policy-runtime.ts";
import type { Architecture } from "../../../src/shared/policy/policy-meta.ts";
import type { Policy } from "../../../src/shared/policy/policy.ts";
import { policyArbitrary } from "../../builders/policy-arbitrary.ts";
import { buildPolicy } from "../../builders/policy.ts";

const STEPS = 24;
const TOLERANCE = 1e-6;

let tf: typeof Core;
beforeAll(async () => {
  ({ tf } = await loadTensorflow("node"));
});

/** What the last layer gives at each step of an episode, by TensorFlow's own operations in 32-bit floats. */
function forwardByTensorflow(policy: Policy, observations: readonly Float32Array[]): readonly Float32Array[] {
  return tf.tidy(() => {
    const { normaliser, lstm } = policy;
    const row = (values: Float32Array): Core.Tensor2D => tf.tensor2d(values, [1, values.length]);
    const dense = (x: Core.Tensor2D, weight: Float32Array, bias: Core.Tensor): Core.Tensor2D =>
      tf.add(tf.matMul(x, tf.tensor2d(weight, [weight.length / x.shape[1], x.shape[1]]), false, true), bias);
    const activate = policy.meta.architecture.activation === "relu" ? tf.relu : tf.tanh;
    let [hidden, memory] = [
      tf.zeros<Core.Rank.R2>([1, lstm?.cells ?? 1]),
      tf.zeros<Core.Rank.R2>([1, lstm?.cells ?? 1]),
    ];
    return observations.map((observation) => {
      let x = row(observation);
      if (normaliser !== null) x = tf.div(tf.sub(x, row(normaliser.mean)), row(normaliser.std));
      policy.layers.forEach(({ weight, bias }, l) => {
        const last = l === policy.layers.length - 1;
        if (last && lstm !== null) {
          const fromInput = dense(x, lstm.inputWeight, tf.tensor1d(lstm.bias));
          const sums = dense(hidden, lstm.recurrentWeight, fromInput);
          const [enter, keep, cell, out] = tf.split(sums, 4, 1) as [
            Core.Tensor2D,
            Core.Tensor2D,
            Core.Tensor2D,
            Core.Tensor2D,
          ];
          memory = tf.add(tf.mul(tf.sigmoid(keep), memory), tf.mul(tf.sigmoid(enter), tf.tanh(cell)));
          hidden = tf.mul(tf.sigmoid(out), tf.tanh(memory));
          x = hidden;
        }
        x = dense(x, weight, tf.tensor1d(bias));
        if (!last) x = activate(x);
      });
      return x.dataSync<"float32">();
    });
  });
}

/** Largest difference over an episode, relative to values beyond 1. */
function difference(policy: Policy): number {
  const runtime = createPolicyRuntime(policy);
  const rng = createRng(5);
  const observations = Array.from({ length: STEPS }, () =>
    Float32Array.from(
      { length: runtime.inputs },
      (_, i) => (policy.normaliser?.mean[i] ?? 0) + (policy.normaliser?.std[i] ?? 1) * rng.normal(),
    ),
  );
  const expected = forwardByTensorflow(policy, observations);
  const out = new Float64Array(runtime.outputs);
  let largest = 0;
  observations.forEach((observation, step) => {
    runtime.act(observation, out);
    expected[step]?.forEach((value, o) => {
      largest = Math.max(largest, Math.abs((runtime.last[o] ?? NaN) - value) / Math.max(1, Math.abs(value)));
    });
  });
  return largest;
}

test.each(["linear", "bins"] as const)("any small network agrees with TensorFlow to 1e-6 (%s)", (head) => {
  fc.assert(
    fc.property(policyArbitrary({ heads: [head] }), (policy) => {
      expect(difference(policy)).toBeLessThan(TOLERANCE);
    }),
    { numRuns: 60 },
  );
});

test.each<Architecture>([
  { kind: "mlp", inputs: 11, hidden: [128, 64], outputs: 3, activation: "relu" },
  { kind: "mlp", inputs: 11, hidden: [128, 64], outputs: 3, activation: "tanh" },
  { kind: "lstm", inputs: 11, hidden: [128, 64], outputs: 3, activation: "relu", cells: 64, window: 16 },
  { kind: "lstm", inputs: 11, hidden: [64], outputs: 3, activation: "tanh", cells: 32, window: 16 },
])("a network of full size agrees with TensorFlow to 1e-6: $kind $hidden $activation", (architecture) => {
  expect(difference(buildPolicy({ architecture }, 7))).toBeLessThan(TOLERANCE);
});
