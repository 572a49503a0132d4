import { expect, test } from "vitest";
import { createPolicyActor } from "../../../../src/renderer/drive/worker/actors.ts";
import { encodePolicy } from "../../../../src/shared/policy/policy-file.ts";
import { createStepInput } from "../../../../src/shared/record/step-input.ts";
import { createHopper } from "../../../../src/shared/sim/create-hopper.ts";
import { buildPolicy } from "../../../builders/policy.ts";
import { rememberingPolicy } from "../../../builders/remembering-policy.ts";

const PAD = { axes: [0, 0, 0, 0], buttons: [] };

test("a policy with a memory forgets at every reset of a drive", () => {
  const actor = createPolicyActor(encodePolicy(rememberingPolicy()));
  const hopper = createHopper();
  hopper.reset(1);
  const input = createStepInput();
  const act = (): readonly number[] => {
    actor.act(hopper, PAD, input);
    return [...input.intended];
  };
  actor.reset(1);
  const [first, second] = [act(), act()];
  expect(second).not.toEqual(first);
  actor.reset(1);
  expect([act(), act()]).toEqual([first, second]);
});

test("a policy with bins drives what its bins are for", () => {
  const architecture = { kind: "mlp" as const, inputs: 11, hidden: [4], outputs: 9, activation: "relu" as const };
  const policy = (outputs: number): Uint8Array =>
    encodePolicy(buildPolicy({ architecture: { ...architecture, outputs }, head: { kind: "bins", bins: 3 } }));
  const hopper = createHopper();
  hopper.reset(1);
  const input = createStepInput();
  createPolicyActor(policy(9)).act(hopper, PAD, input);
  for (const torque of input.intended) expect([-2 / 3, 0, 2 / 3].map(Math.fround)).toContain(Math.fround(torque));
  expect(() => createPolicyActor(policy(6))).toThrow("gives 2");
});
