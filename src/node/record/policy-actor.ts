import { FailureError } from "../../shared/base/failure.ts";
import { ACTION_SIZE, OBSERVATION_SIZE } from "../../shared/base/specs.ts";
import type { Policy } from "../../shared/policy/policy.ts";
import { createPolicyRuntime } from "../../shared/policy/policy-runtime.ts";
import type { EpisodeActor } from "../../shared/record/record-episode.ts";

/** A policy as the driver of recorded episodes; its actions are those before clipping. FailureError "unsupported" for another robot's. */
export function createPolicyActor(policy: Policy): EpisodeActor {
  const runtime = createPolicyRuntime(policy);
  if (runtime.inputs !== OBSERVATION_SIZE || runtime.outputs !== ACTION_SIZE) {
    throw new FailureError(
      "unsupported",
      `The policy maps ${runtime.inputs} values to ${runtime.outputs}, the hopper has ${OBSERVATION_SIZE} and ${ACTION_SIZE}.`,
      "Choose a policy that was trained on the hopper.",
    );
  }
  const clipped = new Float64Array(ACTION_SIZE);
  return {
    source: "policy",
    reset: () => runtime.reset(),
    act: (hopper, { action, intended }) => {
      runtime.act(hopper.observation, clipped);
      action.set(runtime.raw);
      intended.set(runtime.raw);
    },
  };
}
