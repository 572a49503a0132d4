import { MAX_EPISODE_STEPS } from "../../shared/base/specs.ts";
import { decodePolicy } from "../../shared/policy/policy-file.ts";
import { createPolicyActor } from "../../node/record/policy-actor.ts";
import type { Cli } from "../cli.ts";
import { realNumber, seed, wholeNumber } from "../option-parsers.ts";
import { loadPolicyBytes } from "../policies.ts";
import { recordInto } from "../recorded.ts";

interface Flags {
  readonly dataset: string;
  readonly episodes: number;
  readonly seed: number;
  readonly maxSteps: number;
  readonly noise: number;
}

export function addRollout(cli: Cli): void {
  cli
    .command(
      "rollout",
      "record episodes that a policy drives",
      "rollout hopper.safetensors --dataset rollouts --episodes 5",
    )
    .argument("<policy>", "policy file, or the name or id of one in the home folder")
    .requiredOption("--dataset <dir>", "folder of the dataset, made where it is missing")
    .option("--episodes <n>", "how many", wholeNumber(1, 1_000_000), 1)
    .option("--seed <s>", "seed of the first episode; each further one takes the next", seed, 0)
    .option("--max-steps <n>", "time limit of an episode, steps of 8 ms", wholeNumber(1, 1_000_000), MAX_EPISODE_STEPS)
    .option("--noise <sigma>", "standard deviation of noise on the executed torques", realNumber(0, 1), 0)
    .action((named: string, flags: Flags) =>
      cli.run(async (context) => {
        const policy = decodePolicy(await loadPolicyBytes(context.home, named));
        const actor = createPolicyActor(policy);
        const { episodes, seed, maxSteps, noise } = flags;
        const policyId = policy.meta.id;
        return recordInto(context, flags.dataset, { actor, episodes, seed, maxSteps, noise, policyId });
      }),
    );
}
