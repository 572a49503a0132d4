import { expect, test } from "vitest";
import { createActor } from "../../../../src/node/rollouts/rollout-driver.ts";
import { runEpisode } from "../../../../src/shared/learn/evaluation.ts";
import { encodePolicy } from "../../../../src/shared/policy/policy-file.ts";
import { createHopper } from "../../../../src/shared/sim/create-hopper.ts";
import { rememberingPolicy } from "../../../builders/remembering-policy.ts";

test("an episode does not depend on those that a policy with a memory drove before", () => {
  const bytes = encodePolicy(rememberingPolicy());
  const hopper = createHopper();
  const [busy, rested] = [createActor({ kind: "policy", bytes }), createActor({ kind: "policy", bytes })];
  const before = [5, 6].map((seed) => runEpisode(busy, hopper, seed));
  expect(before[0]?.return).not.toBe(before[1]?.return);
  expect(runEpisode(rested, hopper, 6)).toEqual(before[1]);
});
