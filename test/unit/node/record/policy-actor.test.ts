import { expect, test } from "vitest";
import { createPolicyActor } from "../../../../src/node/record/policy-actor.ts";
import { recordEpisode } from "../../../../src/shared/record/record-episode.ts";
import { createStepInput } from "../../../../src/shared/record/step-input.ts";
import { createHopper } from "../../../../src/shared/sim/create-hopper.ts";
import { buildPolicy } from "../../../builders/policy.ts";
import { rememberingPolicy } from "../../../builders/remembering-policy.ts";

test("a policy with a memory begins every recorded episode without one", async () => {
  const actor = createPolicyActor(rememberingPolicy());
  const record = (seed: number): ReturnType<typeof recordEpisode> =>
    recordEpisode({ hopper: createHopper(), actor, seed, noise: 0, append: async () => undefined });
  const first = await record(1);
  expect((await record(2)).return).not.toBe(first.return);
  expect(await record(1)).toEqual(first);
});

test("bins for three torques drive the hopper, for another number they do not", () => {
  const network = { kind: "mlp" as const, inputs: 11, hidden: [4], activation: "relu" as const };
  const head = { kind: "bins" as const, bins: 5 };
  const actor = createPolicyActor(buildPolicy({ architecture: { ...network, outputs: 15 }, head }));
  const hopper = createHopper();
  hopper.reset(1);
  const input = createStepInput();
  actor.act(hopper, input);
  expect(input.intended).toEqual(input.action);
  for (const torque of input.action) expect([-0.8, -0.4, 0, 0.4, 0.8]).toContain(Math.round(torque * 1e9) / 1e9);
  expect(() => createPolicyActor(buildPolicy({ architecture: { ...network, outputs: 10 }, head }))).toThrow(
    "11 values to 2",
  );
});
