import type { JSX } from "react";
import type { EvaluationSummary } from "../../shared/policy/policy-meta.ts";
import { formatPercent, formatReturn } from "./format.ts";
import { ScoreBar } from "./score-bar.tsx";
import { Stat, Stats } from "./stat.tsx";

/** The statistics of an evaluation. */
export function EvaluationFigures({ evaluation }: { readonly evaluation: EvaluationSummary }): JSX.Element {
  const [low, high] = evaluation.ci95;
  return (
    <Stats>
      <Stat label="Mean return" value={`${formatReturn(evaluation.mean)} ± ${formatReturn(evaluation.std)}`} />
      <Stat label="95 % interval" value={`${formatReturn(low)} … ${formatReturn(high)}`} />
      <Stat label="Interquartile mean" value={formatReturn(evaluation.iqm)} />
      <Stat label="Falls" value={formatPercent(evaluation.fallRate)} />
      <Stat label="Mean length" value={formatReturn(evaluation.meanSteps)} unit="steps" />
      <Stat label="Score" value={<ScoreBar score={evaluation.normalized} />} />
    </Stats>
  );
}
