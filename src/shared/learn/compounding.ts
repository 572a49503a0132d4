import { createRng } from "../base/rng.ts";
import { toBins } from "./action-bins.ts";
import { bootstrapMeanInterval, mean } from "./statistics.ts";

/** The steps of an episode in which a policy's choice differed from the expert's. */
export interface MistakenEpisode {
  /** 1 where it differed, step by step */
  readonly mistakes: Uint8Array;
  /** the hopper fell after the last step */
  readonly fell: boolean;
}

/** The total 0-1 loss over the first T steps of an episode, and what theory says of it. */
export interface CompoundedLoss {
  /** T, steps */
  readonly horizon: number;
  /** ε: share of mistakes on the first T states of the expert's own episodes */
  readonly expertLoss: number;
  /** mean number of mistakes in T steps of the policy's episodes; every step after a fall is one */
  readonly measured: number;
  readonly measuredCi95: readonly [number, number];
  /** the part of `measured` that was made before falls */
  readonly beforeFalls: number;
  /** share of the policy's episodes that had not fallen after T steps */
  readonly alive: number;
  /** εT: the total if mistakes had no consequences */
  readonly linear: number;
  /** εT²: the order of the worst case, where a mistake spoils all that follows; a total is T at most */
  readonly quadratic: number;
  /** measured / εT; null where ε is 0 */
  readonly factor: number | null;
}

/**
 * Imitation as classification: each number of `chosen` and `labels` (rows of `width` values in [-1, 1]) is the number of
 * its part among `bins` equal ones, and a row is mistaken where any of them differs.
 */
export function findMistakes(chosen: Float32Array, labels: Float32Array, width: number, bins: number): Uint8Array {
  if (chosen.length !== labels.length) throw new Error(`${chosen.length} choices and ${labels.length} labels`);
  const [a, b] = [toBins(chosen, bins), toBins(labels, bins)];
  return Uint8Array.from({ length: chosen.length / width }, (_, row) => {
    for (let i = row * width; i < (row + 1) * width; i += 1) if (a[i] !== b[i]) return 1;
    return 0;
  });
}

/**
 * Test error of imitation is the total loss over the trajectory (Ross and Bagnell 2010, theorem 2.1): a classifier that
 * errs with probability ε on the expert's states may make up to εT² mistakes in T steps of its own driving, not εT.
 * `expert`: the policy's mistakes on the expert's episodes; `own`: on its own, both at least as long as the longest
 * horizon unless they fell. At least one episode of each.
 */
export function measureCompounding(
  expert: readonly MistakenEpisode[],
  own: readonly MistakenEpisode[],
  horizons: readonly number[],
): readonly CompoundedLoss[] {
  return horizons.map((horizon) => {
    const seen = expert.reduce((sum, { mistakes }) => sum + Math.min(horizon, mistakes.length), 0);
    const expertLoss = expert.reduce((sum, { mistakes }) => sum + countFirst(mistakes, horizon), 0) / seen;
    const before = own.map(({ mistakes }) => countFirst(mistakes, horizon));
    const totals = own.map(({ mistakes, fell }, i) => (before[i] ?? 0) + (fell ? missing(mistakes, horizon) : 0));
    const measured = mean(totals);
    const linear = expertLoss * horizon;
    return {
      horizon,
      expertLoss,
      measured,
      measuredCi95: bootstrapMeanInterval(totals, createRng(horizon)),
      beforeFalls: mean(before),
      alive: mean(own.map(({ mistakes, fell }) => (fell && mistakes.length <= horizon ? 0 : 1))),
      linear,
      quadratic: linear * horizon,
      factor: linear > 0 ? measured / linear : null,
    };
  });
}

function countFirst(mistakes: Uint8Array, horizon: number): number {
  return mistakes.subarray(0, horizon).reduce((sum, mistake) => sum + mistake, 0);
}

function missing(mistakes: Uint8Array, horizon: number): number {
  return Math.max(0, horizon - mistakes.length);
}
