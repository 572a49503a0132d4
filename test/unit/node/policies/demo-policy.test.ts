import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { evaluate, evaluationSeeds } from "../../../../src/shared/learn/evaluation.ts";
import { mean } from "../../../../src/shared/learn/statistics.ts";
import { decodePolicy } from "../../../../src/shared/policy/policy-file.ts";
import { createPolicyRuntime } from "../../../../src/shared/policy/policy-runtime.ts";
import { createHopper } from "../../../../src/shared/sim/create-hopper.ts";

const FILE = resolve(import.meta.dirname, "../../../../resources/demo/demo-cs285-clone.safetensors");

test("the policy that comes with the app hops as its metadata say: at least 3,700 over 20 seeds, without a fall", async () => {
  const policy = decodePolicy(new Uint8Array(await readFile(FILE)));
  const { evaluation } = policy.meta;
  const outcomes = evaluate(createPolicyRuntime(policy), evaluationSeeds(1000, 20), () =>
    createHopper({ integrator: "rk4" }),
  );
  expect(outcomes.filter(({ terminated }) => terminated)).toEqual([]);
  const average = mean(outcomes.map((outcome) => outcome.return));
  expect(average).toBeGreaterThan(3700);
  expect(evaluation).toMatchObject({ episodes: 20, seed: 1000, fallRate: 0 });
  expect(Math.abs(average - (evaluation?.mean ?? Number.NaN))).toBeLessThan(10);
});
