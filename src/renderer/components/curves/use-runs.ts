import { useMemo } from "react";
import { useJobs, usePolicies, useTrainForm } from "../../state/app-state-context.tsx";
import { valueOr } from "../../state/remote.ts";
import { listRuns } from "../../state/training-runs.ts";
import type { TrainingRun } from "../../state/training-runs.ts";

/** Every run, newest first. Colours are given in the order of their making, whichever screen asks first. */
export function useRuns(): readonly TrainingRun[] {
  const jobs = useJobs((state) => state.jobs);
  const list = usePolicies((state) => state.list);
  const slotOf = useJobs((state) => state.slotOf);
  const requests = useTrainForm((state) => state.requests);
  return useMemo(() => {
    const runs = listRuns(jobs, valueOr(list, []), requests);
    runs.toReversed().forEach(({ id }) => slotOf(id));
    return runs;
  }, [jobs, list, requests, slotOf]);
}
