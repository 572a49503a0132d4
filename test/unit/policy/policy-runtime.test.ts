import { expect, test } from "vitest";
import { createRng } from "../../../src/shared/base/rng.ts";
import { createPolicyRuntime } from "../../../src/shared/policy/policy-runtime.ts";
import type { Policy } from "../../../src/shared/policy/policy.ts";
import { buildPolicy } from "../../builders/policy.ts";

/** The definition, without any trick. */
function forward(policy: Policy, observation: readonly number[]): number[] {
  const { normaliser } = policy;
  let values = observation.map((x, i) =>
    normaliser === null ? x : (x - (normaliser.mean[i] ?? 0)) / (normaliser.std[i] ?? 1),
  );
  policy.layers.forEach((layer, index) => {
    const sums = Array.from(layer.bias, (bias, o) =>
      values.reduce((sum, x, i) => sum + (layer.weight[o * layer.inputs + i] ?? 0) * x, bias),
    );
    const activate = policy.meta.architecture.activation === "relu" ? (x: number) => Math.max(0, x) : Math.tanh;
    values = index < policy.layers.length - 1 ? sums.map(activate) : sums;
  });
  return values;
}

test.each([
  { hidden: [128, 64], activation: "relu", outputs: 3, normaliser: true },
  { hidden: [5], activation: "tanh", outputs: 4, normaliser: true },
  { hidden: [], activation: "relu", outputs: 1, normaliser: false },
  { hidden: [7, 6, 3], activation: "tanh", outputs: 5, normaliser: false },
] as const)("computes the definition: $hidden $activation", ({ hidden, activation, outputs, normaliser }) => {
  const architecture = { kind: "mlp" as const, inputs: 11, hidden: [...hidden], outputs, activation };
  const policy = buildPolicy({ architecture, normaliser }, 3);
  const runtime = createPolicyRuntime(policy);
  const rng = createRng(9);
  const out = new Float64Array(outputs);
  for (let trial = 0; trial < 50; trial += 1) {
    const observation = Array.from({ length: 11 }, () => rng.normal() * 2);
    runtime.act(observation, out);
    forward(policy, observation).forEach((value, o) => {
      expect(runtime.raw[o]).toBeCloseTo(value, 12);
      expect(out[o]).toBeCloseTo(Math.min(1, Math.max(-1, value)), 12);
    });
  }
});

test("reports what the network said beside what is executed", () => {
  const policy = buildPolicy();
  policy.layers.at(-1)?.bias.set([5, -5, 0]);
  const runtime = createPolicyRuntime(policy);
  const out = new Float32Array(3);
  runtime.act(new Float64Array(11), out);
  expect([out[0], out[1]]).toEqual([1, -1]);
  expect(runtime.raw[0]).toBeGreaterThan(1);
  expect(runtime.raw[1]).toBeLessThan(-1);
});

test("a not-a-number in the observation stays visible in the action", () => {
  const runtime = createPolicyRuntime(buildPolicy());
  const out = new Float32Array(3);
  runtime.act(new Float64Array(11).fill(Number.NaN), out);
  expect([...out].every(Number.isNaN)).toBe(true);
});

test("gives the bits it gave when this test was written, on every host", () => {
  const runtime = createPolicyRuntime(
    buildPolicy({ architecture: { kind: "mlp", inputs: 11, hidden: [16, 8], outputs: 3, activation: "tanh" } }),
  );
  runtime.act(
    Float64Array.from({ length: 11 }, (_, i) => i / 10 - 0.5),
    new Float32Array(3),
  );
  expect([...runtime.raw]).toMatchInlineSnapshot(`
    [
      0.047999310499935485,
      0.28669809602480534,
      -0.557526842289324,
    ]
  `);
});
