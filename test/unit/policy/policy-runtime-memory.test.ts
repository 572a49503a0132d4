import { expect, test } from "vitest";
import type { PolicyMeta } from "../../../src/shared/policy/policy-meta.ts";
import { createPolicyRuntime } from "../../../src/shared/policy/policy-runtime.ts";
import { buildPolicy } from "../../builders/policy.ts";

const WARM_UP = 30_000;
const STEPS = 20_000;
/** Far less than one number kept on the heap (12 bytes or more) at every step. */
const BYTES_A_STEP = 4;

const NETWORK = { inputs: 11, hidden: [16], outputs: 3 };
test.each<[string, Partial<PolicyMeta>]>([
  ["ReLU", { architecture: { kind: "mlp", ...NETWORK, activation: "relu" } }],
  ["tanh", { architecture: { kind: "mlp", ...NETWORK, activation: "tanh" } }],
  ["LSTM", { architecture: { kind: "lstm", ...NETWORK, activation: "tanh", cells: 8, window: 16 } }],
  [
    "bins",
    { architecture: { kind: "mlp", ...NETWORK, outputs: 9, activation: "relu" }, head: { kind: "bins", bins: 3 } },
  ],
])("acting allocates nothing: %s", (_, parts) => {
  const runtime = createPolicyRuntime(buildPolicy(parts));
  const observation = Float64Array.from({ length: 11 }, (__, i) => i / 10);
  const out = new Float64Array(3);
  const run = (steps: number): number => {
    const before = process.memoryUsage().heapUsed;
    for (let step = 0; step < steps; step += 1) {
      observation[0] = step % 7;
      runtime.act(observation, out);
    }
    return (process.memoryUsage().heapUsed - before) / steps;
  };
  run(WARM_UP);
  // A collection in between, or what the test runner does meanwhile, moves few of them. Before V8's other thread has
  // compiled the step, which it may be late with on a busy machine, numbers are kept on the heap.
  const median = (): number => Array.from({ length: 7 }, () => run(STEPS)).toSorted((a, b) => a - b)[3] ?? NaN;
  let bytes = median();
  for (let tries = 0; tries < 20 && bytes >= BYTES_A_STEP; tries += 1) bytes = median();
  expect(bytes).toBeLessThan(BYTES_A_STEP);
});
