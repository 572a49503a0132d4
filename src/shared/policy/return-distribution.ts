import type { EvaluationOutcome } from "./policy-meta.ts";

/** A point of a survival curve: the share of episodes whose hopper had not fallen after so many steps. */
export interface SurvivalPoint {
  readonly step: number;
  readonly alive: number;
}

/** Equal parts of the range of returns, and how many episodes lie in each. */
export interface ReturnHistogram {
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
}

/** Steps between two points of a survival curve. */
const SURVIVAL_INTERVAL = 50;
const HISTOGRAM_PARTS = 20;

/** The curve at 0, 50, 100, … up to the longest episode, rounded up. An episode that reached its time limit has not fallen. */
export function survivalCurve(
  outcomes: readonly Pick<EvaluationOutcome, "steps" | "terminated">[],
): readonly SurvivalPoint[] {
  const longest = outcomes.reduce((most, { steps }) => Math.max(most, steps), 0);
  return Array.from({ length: Math.ceil(longest / SURVIVAL_INTERVAL) + 1 }, (_, k) => {
    const step = k * SURVIVAL_INTERVAL;
    const fallen = outcomes.filter(({ steps, terminated }) => terminated && steps <= step).length;
    return { step, alive: outcomes.length === 0 ? 0 : 1 - fallen / outcomes.length };
  });
}

/** 20 parts from the lowest return to the highest, the highest in the last; all in the first where they are the same. */
export function returnHistogram(outcomes: readonly Pick<EvaluationOutcome, "return">[]): ReturnHistogram {
  const returns = outcomes.map((outcome) => outcome.return);
  const from = returns.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
  const to = returns.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY);
  const counts = Array.from({ length: HISTOGRAM_PARTS }, () => 0);
  for (const value of returns) {
    const part = to > from ? Math.floor(((value - from) / (to - from)) * HISTOGRAM_PARTS) : 0;
    const at = Math.min(HISTOGRAM_PARTS - 1, part);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return returns.length === 0 ? { from: 0, to: 0, counts } : { from, to, counts };
}
