import { IconChartLine } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { JSX } from "react";
import type { Failure } from "../../../shared/base/failure.ts";
import type { DatasetSummary } from "../../../shared/dataset/episode.ts";
import type { TrainRequest } from "../../../shared/ipc/train-config.ts";
import type { RunCurve } from "../../components/curves/curve-data.ts";
import { useRunColor } from "../../components/curves/run-colors.ts";
import { useRuns } from "../../components/curves/use-runs.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { Panel } from "../../components/panel.tsx";
import { useAppState, useJobs } from "../../state/app-state-context.tsx";
import { useBridge } from "../../state/bridge-context.tsx";
import { curveOf } from "../../state/training-runs.ts";
import type { TrainingRun } from "../../state/training-runs.ts";
import { navigate } from "../../state/use-route.ts";
import { ConfigForm } from "./config-form.tsx";
import { RunList } from "./run-list.tsx";
import { RunView } from "./run-view.tsx";
import classes from "./train-screen.module.css";
import { UnfinishedList } from "./unfinished-list.tsx";

interface WorkbenchProps {
  readonly datasets: readonly DatasetSummary[];
  readonly dataset: DatasetSummary;
  /** the run to show; null: the newest */
  readonly job: string | null;
}

/** A new run on the left, on the right those that were started: one in full, the curves of others over it. */
export function Workbench({ datasets, dataset, job }: WorkbenchProps): JSX.Element {
  const bridge = useBridge();
  const { jobs: store, trainForm } = useAppState();
  const runs = useRuns();
  const shown = runs.find(({ id, policy }) => id === job || policy?.id === job) ?? runs[0];
  const [overlaid, setOverlaid] = useState<ReadonlySet<string>>(new Set());
  const curves = useRunCurves(runs, shown, overlaid);

  const start = async (request: TrainRequest): Promise<Failure | null> => {
    const result = await bridge.invoke("train/start", request);
    if (!result.ok) return result.failure;
    trainForm.getState().remember(result.value.id, request);
    store.getState().put(result.value);
    navigate({ screen: "train", job: result.value.id, dataset: null });
    return null;
  };
  const overlay = (run: string, isOn: boolean): void => {
    if (isOn && runs.some(({ id, job: made }) => id === run && made !== null)) void store.getState().loadCurve(run);
    setOverlaid((known) => new Set(isOn ? [...known, run] : [...known].filter((other) => other !== run)));
  };

  return (
    <div className={classes.columns}>
      <ConfigForm datasets={datasets} dataset={dataset} onStart={start} />
      <div className={classes.runs}>
        {shown === undefined ? (
          <Panel className={classes.waiting ?? ""}>
            <EmptyState
              icon={<IconChartLine size={26} />}
              title="No run yet"
              text="Start one on the left: its loss curve grows here while it trains, then the policy is evaluated and can be watched."
            />
          </Panel>
        ) : (
          <RunView key={shown.id} run={shown} curves={curves} />
        )}
        <UnfinishedList />
        {runs.length > 1 && <RunList runs={runs} current={shown?.id ?? null} overlaid={overlaid} onOverlay={overlay} />}
      </div>
    </div>
  );
}

/** The curve of the shown run, then those laid over it, each in its colour. */
function useRunCurves(
  runs: readonly TrainingRun[],
  shown: TrainingRun | undefined,
  overlaid: ReadonlySet<string>,
): readonly RunCurve[] {
  const live = useJobs((state) => state.curves);
  const slotOf = useJobs((state) => state.slotOf);
  const colorOf = useRunColor();
  return useMemo(
    () =>
      [shown, ...runs.filter(({ id }) => id !== shown?.id && overlaid.has(id))].flatMap((run) =>
        run === undefined
          ? []
          : [{ id: run.id, name: run.name, color: colorOf(slotOf(run.id)), points: curveOf(run, live) }],
      ),
    [runs, shown, overlaid, live, slotOf, colorOf],
  );
}
