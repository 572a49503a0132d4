import { createRng } from "../shared/base/rng.ts";
import type { CurvePoint } from "../shared/ipc/jobs.ts";
import type { EpisodeOutcome } from "../shared/learn/evaluation.ts";
import { PUBLISHED_RETURNS } from "../shared/learn/published-returns.ts";
import { normalizedScore } from "../shared/learn/reference-scores.ts";
import { bootstrapGroupedInterval, interquartileMean, mean, standardDeviation } from "../shared/learn/statistics.ts";
import type { TrainPreset } from "../shared/ipc/train-presets.ts";

/** One training of a configuration, and how its two policies drove. */
export interface TableTraining {
  readonly seed: number;
  /** gradient steps, mean loss of the last epoch, held-out loss, seconds of training */
  readonly steps: number;
  readonly loss: number;
  readonly validationLoss: number | null;
  readonly seconds: number;
  readonly backend: string;
  readonly curve: readonly CurvePoint[];
  /** the network after the last epoch */
  readonly last: readonly EpisodeOutcome[];
  readonly best: { readonly epoch: number; readonly outcomes: readonly EpisodeOutcome[] };
}

/** Statistics over all episodes of all seeds. */
export interface TableScore {
  readonly mean: number;
  readonly std: number;
  readonly iqm: number;
  readonly ci95: readonly [number, number];
  /** 0: random torques, 1: the MuJoCo expert */
  readonly normalized: number;
  readonly fallRate: number;
}

/** One configuration of the table. Its own score is that of the last network, as in the published table. */
export interface TableRow extends TableScore {
  readonly id: string;
  readonly name: string;
  /** mean return in the published table; null for the configurations that it does not have */
  readonly published: number | null;
  /** mean over seeds: training loss of the last epoch, held-out loss, seconds of training */
  readonly loss: number;
  readonly validationLoss: number | null;
  readonly seconds: number;
  /** the checkpoints that rollouts chose */
  readonly best: TableScore;
  readonly seeds: readonly {
    readonly seed: number;
    readonly mean: number;
    readonly std: number;
    readonly fallRate: number;
    readonly loss: number;
    readonly validationLoss: number | null;
    readonly steps: number;
    readonly seconds: number;
    readonly best: { readonly epoch: number; readonly mean: number; readonly fallRate: number };
  }[];
}

/** The row of a configuration from its trainings (at least one, each with as many episodes). */
export function summariseRow({ id, label }: TrainPreset, trainings: readonly TableTraining[]): TableRow {
  const heldOut = trainings.flatMap(({ validationLoss }) => (validationLoss === null ? [] : [validationLoss]));
  return {
    id,
    name: label,
    published: PUBLISHED_RETURNS[id] ?? null,
    ...score(trainings.map(({ last }) => last)),
    loss: mean(trainings.map(({ loss }) => loss)),
    validationLoss: heldOut.length === 0 ? null : mean(heldOut),
    seconds: mean(trainings.map(({ seconds }) => seconds)),
    best: score(trainings.map(({ best }) => best.outcomes)),
    seeds: trainings.map(({ seed, loss, validationLoss, steps, seconds, last, best }) => ({
      seed,
      mean: mean(returnsOf(last)),
      std: standardDeviation(returnsOf(last)),
      fallRate: fallRateOf(last),
      loss,
      validationLoss,
      steps,
      seconds,
      best: { epoch: best.epoch, mean: mean(returnsOf(best.outcomes)), fallRate: fallRateOf(best.outcomes) },
    })),
  };
}

function score(groups: readonly (readonly EpisodeOutcome[])[]): TableScore {
  const returns = groups.map(returnsOf);
  const all = returns.flat();
  return {
    mean: mean(all),
    std: standardDeviation(all),
    iqm: interquartileMean(all),
    ci95: bootstrapGroupedInterval(returns, createRng(0)),
    normalized: normalizedScore(mean(all)),
    fallRate: fallRateOf(groups.flat()),
  };
}

function returnsOf(outcomes: readonly EpisodeOutcome[]): readonly number[] {
  return outcomes.map((outcome) => outcome.return);
}

function fallRateOf(outcomes: readonly EpisodeOutcome[]): number {
  return outcomes.filter(({ terminated }) => terminated).length / outcomes.length;
}
