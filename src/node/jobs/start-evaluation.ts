import { performance } from "node:perf_hooks";
import type { Job } from "../../shared/ipc/jobs.ts";
import { evaluationSeeds } from "../../shared/learn/evaluation.ts";
import { summarise } from "../../shared/learn/summarise.ts";
import type { PolicyStore } from "../policies/policy-store.ts";
import { rollOut } from "../rollouts/roll-out.ts";
import type { JobRegistry } from "./job-registry.ts";

/** What an evaluation job needs of its host. */
export interface EvaluationHost {
  readonly jobs: JobRegistry;
  readonly policies: PolicyStore;
  /** file of the built rollout worker; null: episodes run in the host's own thread */
  readonly workerEntry: string | null;
  /** called when the result is in the policy's file */
  readonly onPolicy?: (id: string) => void;
}

export interface EvaluationRequest {
  readonly policy: string;
  readonly episodes: number;
  readonly seed: number;
}

/** Rolls a policy out and writes the statistics into its file. FailureError "not-found" before anything starts. */
export async function startEvaluation(
  host: EvaluationHost,
  { policy, episodes, seed }: EvaluationRequest,
): Promise<Job> {
  const { name } = await host.policies.describe(policy);
  return host.jobs.start({
    kind: "evaluate",
    title: `Evaluate ${name}`,
    lane: null,
    run: async ({ signal, progress }) => {
      const bytes = await host.policies.load(policy);
      const started = performance.now();
      const outcomes = await rollOut({
        driver: { kind: "policy", bytes },
        seeds: evaluationSeeds(seed, episodes),
        workerEntry: host.workerEntry,
        signal,
        onOutcome: (_, done) => {
          const rate = done / ((performance.now() - started) / 1000);
          progress({
            fraction: done / episodes,
            message: `Episode ${done} of ${episodes}`,
            rate,
            rateUnit: "episodes",
            secondsLeft: (episodes - done) / rate,
          });
        },
      });
      const summary = summarise(outcomes, seed);
      await host.policies.setEvaluation(policy, summary);
      host.onPolicy?.(policy);
      return { kind: "evaluation", mean: summary.mean, std: summary.std, fallRate: summary.fallRate };
    },
  });
}
