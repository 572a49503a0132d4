import { Group, Text, Title } from "@mantine/core";
import { useEffect } from "react";
import type { JSX } from "react";
import type { CurvePoint } from "../../../shared/ipc/jobs.ts";
import type { RunCurve } from "../../components/curves/curve-data.ts";
import { LossChart } from "../../components/curves/loss-chart.tsx";
import { EvaluationFigures } from "../../components/evaluation-figures.tsx";
import { FailureNote } from "../../components/failure-note.tsx";
import { formatCount, formatSeconds } from "../../components/format.ts";
import { JobProgressBar } from "../../components/job-progress.tsx";
import { useAppState } from "../../state/app-state-context.tsx";
import { isActive } from "../../state/jobs-store.ts";
import type { TrainingRun } from "../../state/training-runs.ts";
import { RunActions } from "./run-actions.tsx";
import classes from "./run-view.module.css";

interface RunViewProps {
  readonly run: TrainingRun;
  /** its own first, then those it is compared with */
  readonly curves: readonly RunCurve[];
}

/** One training run: its curve among those of others, how far it is, and what came of it. */
export function RunView({ run, curves }: RunViewProps): JSX.Element {
  const { job } = run;
  const { jobs } = useAppState();
  const jobId = job?.id ?? null;
  useEffect(() => {
    if (jobId !== null) void jobs.getState().loadCurve(jobId);
  }, [jobs, jobId]);

  return (
    <section className={classes.run} aria-label={run.name}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div className={classes.words}>
          <Title order={2} title={run.name}>
            {run.name}
          </Title>
          <Text size="xs" c="dimmed" truncate>
            {describeRun(run, curves[0]?.points.at(-1))}
          </Text>
        </div>
        <RunActions run={run} />
      </Group>
      <LossChart curves={curves} />
      <div className={classes.end}>
        {job !== null && isActive(job) ? <JobProgressBar job={job} /> : <RunEnd run={run} />}
      </div>
    </section>
  );
}

/** "Running · BC on drives, seed 1 · epoch 3, step 240 · 4.1 s", as far as it is known. */
function describeRun({ job, policy }: TrainingRun, last: CurvePoint | undefined): string {
  const meta = policy?.meta ?? null;
  return [
    job === null ? "Done" : `${job.state.charAt(0).toUpperCase()}${job.state.slice(1)}`,
    ...(meta === null ? [] : [`${meta.algorithm.toUpperCase()} on ${meta.dataset.name}, seed ${meta.seed}`]),
    ...(last === undefined ? [] : [`epoch ${formatCount(last.epoch)}, step ${formatCount(last.step)}`]),
    ...(meta === null ? [] : [formatSeconds(meta.training.seconds)]),
  ].join(" · ");
}

/** What the host puts before what a cancelled job has left behind. */
const CANCELLED = "Cancelled. ";

function RunEnd({ run: { job, policy } }: { readonly run: TrainingRun }): JSX.Element {
  if (job !== null && job.failure !== null) return <FailureNote failure={job.failure} />;
  if (job !== null && job.state === "cancelled") {
    return (
      <>
        <Text size="sm" c="dimmed">
          Cancelled: no policy was written.
        </Text>
        {job.progress.message.startsWith(CANCELLED) && (
          <Text size="sm" c="dimmed" truncate title={job.progress.message.slice(CANCELLED.length)}>
            {job.progress.message.slice(CANCELLED.length)}
          </Text>
        )}
      </>
    );
  }
  const evaluation = policy?.meta?.evaluation ?? null;
  if (evaluation === null) {
    return (
      <Text size="sm" c="dimmed">
        {policy === null ? "The policy was deleted since." : "Not evaluated: the run asked for no evaluation episodes."}
      </Text>
    );
  }
  return <EvaluationFigures evaluation={evaluation} />;
}
