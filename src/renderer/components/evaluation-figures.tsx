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
      <Stat
        label="95 % interval"
        title="Bootstrap interval of the mean"
        value={`${formatReturn(low)} … ${formatReturn(high)}`}
      />
      <Stat label="IQM" title="Interquartile mean: the mean of the middle half" value={formatReturn(evaluation.iqm)} />
      <Stat label="Falls" value={formatPercent(evaluation.fallRate)} />
      <Stat label="Mean length" value={formatReturn(evaluation.meanSteps)} unit="steps" />
      <Stat label="Score" value={<ScoreBar score={evaluation.normalized} />} />
    </Stats>
  );
}
