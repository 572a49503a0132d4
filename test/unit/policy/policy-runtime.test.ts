import fc from "fast-check";
import { expect, test } from "vitest";
import { createRng } from "../../../src/shared/base/rng.ts";
import { createPolicyRuntime } from "../../../src/shared/policy/policy-runtime.ts";
import type { Architecture, PolicyMeta } from "../../../src/shared/policy/policy-meta.ts";
import { forward } from "../../builders/forward.ts";
import { policyArbitrary } from "../../builders/policy-arbitrary.ts";
import { buildPolicy } from "../../builders/policy.ts";

function observationsOf(inputs: number, count: number, seed = 9): readonly (readonly number[])[] {
  const rng = createRng(seed);
  return Array.from({ length: count }, () => Array.from({ length: inputs }, () => rng.normal() * 2));
}

test("computes the definition, over whole episodes, for every architecture and head", () => {
  fc.assert(
    fc.property(policyArbitrary(), (policy) => {
      const runtime = createPolicyRuntime(policy);
      const { head } = policy.meta;
      const out = new Float64Array(runtime.outputs);
      const observations = observationsOf(runtime.inputs, 20);
      for (const episode of [1, 2]) {
        runtime.reset();
        forward(policy, observations).forEach((expected, step) => {
          runtime.act(observations[step] ?? [], out);
          expected.forEach((value, o) => expect(runtime.last[o], `episode ${episode}`).toBeCloseTo(value, 11));
          const actions =
            head.kind === "linear"
              ? expected
              : Array.from(out, (_, d) => {
                  const logits = expected.slice(d * head.bins, (d + 1) * head.bins);
                  return (2 * logits.indexOf(Math.max(...logits)) + 1) / head.bins - 1;
                });
          expect(actions).toHaveLength(runtime.outputs);
          actions.forEach((value, o) => {
            expect(runtime.raw[o]).toBeCloseTo(value, 11);
            expect(out[o]).toBeCloseTo(Math.min(1, Math.max(-1, value)), 11);
          });
        });
      }
    }),
    { numRuns: 200 },
  );
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

const NETWORK = { inputs: 11, hidden: [16], activation: "tanh" } as const;
const RECURRENT: Architecture = { kind: "lstm", ...NETWORK, hidden: [16, 8], outputs: 3, cells: 6, window: 16 };
const BINS: Pick<PolicyMeta, "architecture" | "head"> = {
  architecture: { kind: "mlp", ...NETWORK, hidden: [16], outputs: 12 },
  head: { kind: "bins", bins: 4 },
};

test("a memory is carried from step to step, and a reset forgets it", () => {
  const runtime = createPolicyRuntime(buildPolicy({ architecture: RECURRENT }));
  const [first = []] = observationsOf(11, 1);
  const act = (): readonly number[] => {
    const out = new Float64Array(3);
    runtime.act(first, out);
    return [...out];
  };
  const episode = [act(), act(), act()];
  expect(episode[1]).not.toEqual(episode[0]);
  runtime.reset();
  expect([act(), act(), act()]).toEqual(episode);
});

test("among equally probable bins the lowest is chosen", () => {
  const policy = buildPolicy({ ...BINS, architecture: { ...BINS.architecture, hidden: [] } });
  for (const { weight, bias } of policy.layers) {
    weight.fill(0);
    bias.set([0, 0, 0, 0, 1, 2, 2, 0, -3, -2, -1, -1]);
  }
  const out = new Float32Array(3);
  createPolicyRuntime(policy).act(new Float64Array(11), out);
  expect([...out]).toEqual([-0.75, -0.25, 0.25]);
});

test.each<[string, Partial<PolicyMeta>]>([
  ["linear", {}],
  ["LSTM", { architecture: RECURRENT }],
  ["bins", BINS],
])("a not-a-number in the observation stays visible in the action: %s", (_, parts) => {
  const runtime = createPolicyRuntime(buildPolicy(parts));
  const out = new Float32Array(3);
  runtime.act(new Float64Array(11).fill(Number.NaN), out);
  expect([...out].every(Number.isNaN)).toBe(true);
  runtime.reset();
  runtime.act(new Float64Array(11), out);
  expect([...out].some(Number.isNaN)).toBe(false);
});

test("a runtime that is given another's memory goes on as that one", () => {
  const network = { inputs: 11, hidden: [8], outputs: 3, activation: "tanh" as const };
  const policy = buildPolicy({ architecture: { ...network, kind: "lstm", cells: 5, window: 16 } });
  const [one, other] = [createPolicyRuntime(policy), createPolicyRuntime(policy)];
  const out = new Float64Array(3);
  const observations = observationsOf(11, 12);
  for (const observation of observations.slice(0, 6)) one.act(observation, out);
  other.memory.set(one.memory);
  for (const observation of observations.slice(6)) {
    one.act(observation, out);
    other.act(observation, out);
    expect([...other.raw]).toEqual([...one.raw]);
  }
  one.reset();
  expect(one.memory.every((value) => value === 0)).toBe(true);
  expect(createPolicyRuntime(buildPolicy({ architecture: { ...network, kind: "mlp" } })).memory).toHaveLength(0);
});

test("gives the bits it gave when this test was written, on every host", () => {
  const observation = Float64Array.from({ length: 11 }, (_, i) => i / 10 - 0.5);
  const raw = [{ kind: "mlp" } as const, { kind: "lstm", cells: 6, window: 16 } as const].map((kind) => {
    const network = { inputs: 11, hidden: [16, 8], outputs: 3, activation: "tanh" as const };
    const runtime = createPolicyRuntime(buildPolicy({ architecture: { ...network, ...kind } }));
    for (let step = 0; step < 3; step += 1) runtime.act(observation, new Float32Array(3));
    return [...runtime.raw];
  });
  expect(raw).toMatchInlineSnapshot(`
    [
      [
        0.04799931049993554,
        0.2866980960248053,
        -0.557526842289324,
      ],
      [
        -0.07479032799799443,
        -0.009791062304171982,
        -0.006431301088180616,
      ],
    ]
  `);
});
