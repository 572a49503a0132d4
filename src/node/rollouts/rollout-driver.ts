import { assertNever } from "../../shared/base/assert-never.ts";
import { createScriptedExpert } from "../../shared/control/scripted-expert.ts";
import type { Actor } from "../../shared/learn/evaluation.ts";
import { createRandomActor } from "../../shared/learn/random-actor.ts";
import { decodePolicy } from "../../shared/policy/policy-file.ts";
import { createPolicyRuntime } from "../../shared/policy/policy-runtime.ts";

/** Who drives an evaluation, as data that crosses to a worker. */
export type RolloutDriver =
  | { readonly kind: "policy"; readonly bytes: Uint8Array }
  | { readonly kind: "scripted" }
  | { readonly kind: "random" };

/** FailureError "invalid-file" for a policy file that is none. */
export function createActor(driver: RolloutDriver): Actor {
  switch (driver.kind) {
    case "policy":
      return createPolicyActor(driver.bytes);
    case "scripted":
      return createScriptedActor();
    case "random":
      return createRandomActor();
    default:
      return assertNever(driver);
  }
}

function createPolicyActor(bytes: Uint8Array): Actor {
  const runtime = createPolicyRuntime(decodePolicy(bytes));
  return {
    begin: () => runtime.reset(),
    act: (observation, out) => runtime.act(observation, out),
  };
}

function createScriptedActor(): Actor {
  let expert = createScriptedExpert({ seed: 0 });
  let step = 0;
  return {
    begin(seed) {
      expert = createScriptedExpert({ seed });
      step = 0;
    },
    act(observation, out) {
      expert.act(step, observation, out);
      step += 1;
    },
  };
}
