import { createRng } from "../base/rng.ts";
import { MAX_OUTCOMES } from "../policy/policy-meta.ts";
import type { EvaluationSummary } from "../policy/policy-meta.ts";
import type { EpisodeOutcome } from "./evaluation.ts";
import { normalizedScore } from "./reference-scores.ts";
import { bootstrapMeanInterval, interquartileMean, mean, standardDeviation } from "./statistics.ts";

/** Statistics of an evaluation's episodes; `seed` is their first seed and seeds the bootstrap. At least one episode. */
export function summarise(outcomes: readonly EpisodeOutcome[], seed: number): EvaluationSummary {
  if (outcomes.length === 0) throw new Error("an evaluation has at least one episode");
  const returns = outcomes.map((outcome) => outcome.return);
  const average = mean(returns);
  const [low, high] = bootstrapMeanInterval(returns, createRng(seed));
  return {
    episodes: outcomes.length,
    seed,
    mean: average,
    std: standardDeviation(returns),
    iqm: interquartileMean(returns),
    ci95: [low, high],
    fallRate: outcomes.filter(({ terminated }) => terminated).length / outcomes.length,
    meanSteps: mean(outcomes.map(({ steps }) => steps)),
    normalized: normalizedScore(average),
    ...(outcomes.length > MAX_OUTCOMES
      ? {}
      : {
          outcomes: outcomes.map(({ seed: own, steps, return: sum, terminated }) => ({
            seed: own,
            steps,
            return: sum,
            terminated,
          })),
        }),
  };
}
