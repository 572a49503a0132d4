import { createRng } from "../../shared/base/rng.ts";
import {
  bootstrapMeanInterval,
  mean,
  pairedPermutationTest,
  probabilityOfImprovement,
} from "../../shared/learn/statistics.ts";
import type { PolicyComparison } from "../../shared/policy/policy-comparison.ts";
import type { EvaluationSummary } from "../../shared/policy/policy-meta.ts";

/** What is compared of a policy. */
export interface Compared {
  readonly id: string;
  readonly evaluation: EvaluationSummary | null;
}

/** Any fixed number: the same evaluations give the same figures. */
const SEED = 1;

/** The first against each of the others, over the episodes that both drove from the same seed. */
export function comparePolicies([first, ...others]: readonly Compared[]): readonly PolicyComparison[] {
  return first === undefined ? [] : others.map((other) => comparePair(first, other));
}

function comparePair(a: Compared, b: Compared): PolicyComparison {
  const returnsOfB = new Map((b.evaluation?.outcomes ?? []).map((outcome) => [outcome.seed, outcome.return]));
  const pairs = (a.evaluation?.outcomes ?? []).flatMap(({ seed, return: own }) => {
    const theirs = returnsOfB.get(seed);
    return theirs === undefined ? [] : [[own, theirs] as const];
  });
  const head = { policy: a.id, other: b.id, pairs: pairs.length };
  if (pairs.length === 0) return { ...head, improvement: null, difference: null, pValue: null };
  const left = pairs.map(([own]) => own);
  const right = pairs.map(([, theirs]) => theirs);
  const differences = pairs.map(([own, theirs]) => own - theirs);
  const better = pairedPermutationTest(left, right, createRng(SEED));
  const worse = pairedPermutationTest(right, left, createRng(SEED));
  const [low, high] = bootstrapMeanInterval(differences, createRng(SEED));
  return {
    ...head,
    improvement: probabilityOfImprovement(left, right),
    difference: { mean: mean(differences), ci95: [low, high] },
    pValue: Math.min(1, 2 * Math.min(better, worse)),
  };
}
