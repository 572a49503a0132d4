import type { EvaluationOutcome } from "../../../../shared/policy/policy-meta.ts";

/** One policy's evaluation in a chart of several. */
export interface EvaluatedPolicy {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly mean: number;
  readonly ci95: readonly [number, number];
  readonly outcomes: readonly EvaluationOutcome[];
}

/** One step of a survival curve: from `step` on this share of the episodes is alive. */
export interface SurvivalStep {
  readonly step: number;
  readonly share: number;
}

/**
 * The share of episodes that have not fallen, by Kaplan and Meier (1958): one that ended without a fall (its time was over)
 * says nothing about later steps and counts as long as it lasted. Begins at step 0 with 1, ends with the longest episode.
 */
export function survivalCurve(outcomes: readonly EvaluationOutcome[]): readonly SurvivalStep[] {
  const ends = [...new Set(outcomes.map(({ steps }) => steps))].sort((a, b) => a - b);
  const curve: SurvivalStep[] = [{ step: 0, share: 1 }];
  let share = 1;
  for (const step of ends) {
    const atRisk = outcomes.filter(({ steps }) => steps >= step).length;
    const fallen = outcomes.filter((one) => one.steps === step && one.terminated).length;
    share *= 1 - fallen / atRisk;
    curve.push({ step, share });
  }
  return curve;
}

/** A place across a strip for the n-th dot, in (-1, 1): evenly spread whatever their number, without chance. */
export function spreadOf(index: number): number {
  const GOLDEN = 0.618_033_988_749_895;
  return 2 * (((index + 1) * GOLDEN) % 1) - 1;
}

/** The range of returns that holds every episode and interval, with a little room. */
export function returnRange(policies: readonly EvaluatedPolicy[]): readonly [number, number] {
  const values = policies.flatMap(({ outcomes, ci95 }) => [...ci95, ...outcomes.map((one) => one.return)]);
  const low = Math.min(0, ...values);
  const high = Math.max(1, ...values);
  return [low, high + 0.03 * (high - low)];
}
