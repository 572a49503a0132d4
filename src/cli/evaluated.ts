import type { EpisodeOutcome } from "../shared/learn/evaluation.ts";
import { evaluationSeeds } from "../shared/learn/evaluation.ts";
import { summarise } from "../shared/learn/summarise.ts";
import type { EvaluationSummary } from "../shared/policy/policy-meta.ts";
import { returnHistogram, survivalCurve } from "../shared/policy/return-distribution.ts";
import type { ReturnHistogram, SurvivalPoint } from "../shared/policy/return-distribution.ts";
import { rollOut } from "../node/rollouts/roll-out.ts";
import type { RolloutDriver } from "../node/rollouts/rollout-driver.ts";
import { findBuiltProgram } from "../node/services/built-program.ts";
import { createProgressMeter } from "../node/services/jobs/progress-meter.ts";
import type { CommandContext } from "./cli.ts";
import { formatTable } from "./format.ts";
import { loadPolicyBytes } from "./policies.ts";

/** What `evaluate` answers of one policy. */
export type EvaluatedReport = Omit<EvaluationSummary, "episodes" | "outcomes"> & {
  readonly policy: string;
  readonly episodes: readonly EpisodeOutcome[];
  /** share of episodes that had not fallen after 0, 50, 100, … steps */
  readonly survival: readonly SurvivalPoint[];
  readonly histogram: ReturnHistogram;
};

export interface EvaluationChoice {
  readonly episodes: number;
  readonly seed: number;
  readonly workers?: number;
}

/** Drives episodes of "scripted", "random" or a policy under a progress bar. */
export async function evaluateWithProgress(
  context: CommandContext,
  named: string,
  { episodes, seed, workers }: EvaluationChoice,
): Promise<EvaluatedReport> {
  const driver: RolloutDriver =
    named === "scripted" || named === "random"
      ? { kind: named }
      : { kind: "policy", bytes: await loadPolicyBytes(context.home, named) };
  const bar = context.progress(`Evaluating ${named}`);
  const meter = createProgressMeter("episodes");
  const outcomes = await rollOut({
    driver,
    seeds: evaluationSeeds(seed, episodes),
    workerEntry: findBuiltProgram("rollout-worker"),
    ...(workers === undefined ? {} : { workers }),
    signal: context.signal,
    onOutcome: (_, done) => bar.update(meter(done, episodes, `${done} of ${episodes} episodes`)),
  });
  bar.stop();
  const { outcomes: _, ...summary } = summarise(outcomes, seed);
  const distribution = { survival: survivalCurve(outcomes), histogram: returnHistogram(outcomes) };
  return { policy: named, ...summary, episodes: outcomes, ...distribution };
}

export function describeEvaluated(reports: readonly EvaluatedReport[]): string {
  const rows = reports.map(({ policy, episodes, mean, std, iqm, ci95, fallRate, meanSteps, normalized }) => [
    policy,
    String(episodes.length),
    mean.toFixed(1),
    std.toFixed(1),
    iqm.toFixed(1),
    `${ci95[0].toFixed(1)} … ${ci95[1].toFixed(1)}`,
    `${Math.round(100 * fallRate)} %`,
    meanSteps.toFixed(0),
    normalized.toFixed(3),
  ]);
  return formatTable(["policy", "episodes", "return", "std", "iqm", "95 %", "falls", "steps", "normalised"], rows);
}
