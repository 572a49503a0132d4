import { createRng } from "../../base/rng.ts";
import { trainBc } from "./bc.ts";
import type { BcOptions, BcResult, BcRun } from "./bc.ts";
import type { Network } from "../network.ts";
import type { Checkpoint, TrainerHost } from "../trainer.ts";
import { throwIfAborted } from "../trainer.ts";
import type { EpisodeTransitions } from "../transitions.ts";

/** DAgger's hyperparameters besides those of the cloning in each round. Ranges and defaults: docs/algorithms/dagger.md. */
export interface DaggerOptions extends BcOptions {
  /** rounds after the one on the demonstrations */
  readonly rounds: number;
  /** episodes that a round visits */
  readonly roundEpisodes: number;
  /** p: the expert acts with probability β_i = p^i at a step of round i; the demonstrations are round 0, with β_0 = 1 */
  readonly beta: number;
  /** a round goes on from the weights of the one before */
  readonly warmStart: boolean;
}

/** What a round asks of its host. */
export interface Visit {
  /** 1, 2, … */
  readonly round: number;
  /** probability that the expert acts at a step */
  readonly beta: number;
  /** acts at the other steps */
  readonly network: Network;
  /** one episode each; also of the draws of who acts */
  readonly seeds: readonly number[];
}

/** A training run's input. */
export interface DaggerRun extends Omit<BcRun, "options" | "resume" | "onState"> {
  readonly options: DaggerOptions;
  /** Drives the mixture; answers every state it came to with the expert's action there, an episode per seed, in order. */
  readonly visit: (visit: Visit) => Promise<readonly EpisodeTransitions[]>;
}

/** What a round came to. */
export interface DaggerRound {
  /** 0: the demonstrations alone, which is behavioural cloning */
  readonly round: number;
  readonly beta: number;
  /** states that the expert has labelled until then, the demonstrations' among them */
  readonly labels: number;
  /** states visited in this round, and the mean length of its episodes; 0 in round 0 */
  readonly visited: number;
  readonly meanVisitedSteps: number;
  /** of the last epoch, and on the held-out episodes */
  readonly loss: number;
  readonly validationLoss: number | null;
  /** gradient steps until the end of the round */
  readonly steps: number;
  /** of the round's best checkpoint, over the selection rollouts; null without rollouts */
  readonly meanReturn: number | null;
}

/** A training run's output; `best` is the best over all rounds. */
export interface DaggerResult extends BcResult {
  readonly rounds: readonly DaggerRound[];
}

/** Label of the visits' seeds among the generators made from the run's seed; bc.ts has 1 to 4. */
const VISITS_STREAM = 5;

/**
 * DAgger (Ross, Gordon and Bagnell 2011, algorithm 3.1): a policy is rolled out, the expert labels the states it came to,
 * they are added to all labels of before, and a policy is cloned from the aggregate. The policy that is kept is the one
 * of all rounds that drives best. FailureErrors as `trainBc`.
 */
export async function trainDagger(run: DaggerRun): Promise<DaggerResult> {
  const { options, host } = run;
  const visitRng = createRng(run.seed).fork(VISITS_STREAM);
  const rounds: DaggerRound[] = [];
  const episodes = [...run.data.episodes];
  let best: Checkpoint | null = null;
  let before: BcResult | null = null;
  let done = { steps: 0, samples: 0, epochs: 0 };
  for (let round = 0; ; round += 1) {
    const beta = options.beta ** round;
    const seeds = Array.from({ length: options.roundEpisodes }, () => visitRng.uint32());
    const visited: readonly EpisodeTransitions[] =
      before === null ? [] : await run.visit({ round, beta, network: before.best.network, seeds });
    throwIfAborted(host.signal);
    episodes.push(...visited);
    const result: BcResult = await trainBc({
      data: { ...run.data, episodes },
      options,
      seed: run.seed,
      createEngine: run.createEngine,
      init: before !== null && options.warmStart ? before.last.network : before === null ? run.init : undefined,
      host: shiftHost(host, done, options.rounds - round),
    });
    const shift = (checkpoint: Checkpoint): Checkpoint => ({
      ...checkpoint,
      step: done.steps + checkpoint.step,
      epoch: done.epochs + checkpoint.epoch,
    });
    const [roundBest, last] = [shift(result.best), shift(result.last)];
    if (best === null || (roundBest.meanReturn ?? 0) >= (best.meanReturn ?? 0)) best = roundBest;
    done = {
      steps: done.steps + result.steps,
      samples: done.samples + result.samples,
      epochs: done.epochs + result.last.epoch,
    };
    const visitedSteps = countSteps(visited);
    rounds.push({
      round,
      beta,
      labels: countSteps(episodes),
      visited: visitedSteps,
      meanVisitedSteps: visited.length === 0 ? 0 : visitedSteps / visited.length,
      loss: result.last.loss,
      validationLoss: result.last.validationLoss,
      steps: done.steps,
      meanReturn: result.best.meanReturn,
    });
    before = result;
    if (round === options.rounds) return { ...result, best, last, steps: done.steps, samples: done.samples, rounds };
  }
}

/** A round's host: it counts on from what was done before; `left` rounds like this one are still to come. */
function shiftHost(
  host: TrainerHost,
  done: { readonly steps: number; readonly samples: number; readonly epochs: number },
  left: number,
): TrainerHost {
  return {
    ...host,
    onProgress: ({ step, steps, samples }) =>
      host.onProgress({
        step: done.steps + step,
        steps: done.steps + steps * (left + 1),
        samples: done.samples + samples,
      }),
    onPoint: (point) => host.onPoint({ ...point, step: done.steps + point.step, epoch: done.epochs + point.epoch }),
    onCheckpoint: (checkpoint) =>
      host.onCheckpoint({ ...checkpoint, step: done.steps + checkpoint.step, epoch: done.epochs + checkpoint.epoch }),
  };
}

function countSteps(episodes: readonly EpisodeTransitions[]): number {
  return episodes.reduce((sum, { steps }) => sum + steps, 0);
}
