import { useCallback } from "react";
import { useRunColor } from "../../../components/curves/run-colors.ts";
import { useRuns } from "../../../components/curves/use-runs.ts";
import { useJobs } from "../../../state/app-state-context.tsx";
import { runIdOf } from "../../../state/training-runs.ts";
import type { PolicySummary } from "../../../../shared/policy/policy-meta.ts";
import type { EvaluatedPolicy } from "./evaluation-data.ts";

/** The colour of a policy's run, the same as on the Train screen. */
export function usePolicyColor(): (policy: string) => string {
  const slotOf = useJobs((state) => state.slotOf);
  const jobs = useJobs((state) => state.jobs);
  useRuns();
  const colorOf = useRunColor();
  return useCallback((policy) => colorOf(slotOf(runIdOf(policy, jobs))), [colorOf, slotOf, jobs]);
}

/** Those that were evaluated, as charts take them. */
export function toEvaluated(
  policies: readonly PolicySummary[],
  colorOf: (policy: string) => string,
): readonly EvaluatedPolicy[] {
  return policies.flatMap(({ id, name, meta }) => {
    const evaluation = meta?.evaluation ?? null;
    if (evaluation === null) return [];
    const { mean, ci95, outcomes = [] } = evaluation;
    return [{ id, name, color: colorOf(id), mean, ci95, outcomes }];
  });
}
