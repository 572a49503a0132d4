import { Button, Group, Text, Title } from "@mantine/core";
import { IconPlayerPlay, IconPlayerStop, IconRefresh } from "@tabler/icons-react";
import { useEffect } from "react";
import type { JSX } from "react";
import type { CurvePoint, Job } from "../../../shared/ipc/jobs.ts";
import type { PolicySummary } from "../../../shared/policy/policy-meta.ts";
import { EvaluationFigures } from "../../components/evaluation-figures.tsx";
import { FailureNote } from "../../components/failure-note.tsx";
import { formatCount, formatLoss } from "../../components/format.ts";
import { JobProgressBar } from "../../components/job-progress.tsx";
import { notifyFailure } from "../../components/notify-failure.ts";
import { Stat, Stats } from "../../components/stat.tsx";
import { useAppState, useJobs, usePolicies, useTrainForm } from "../../state/app-state-context.tsx";
import { isActive } from "../../state/jobs-store.ts";
import { valueOr } from "../../state/remote.ts";
import { toDraft } from "../../state/train-form-store.ts";
import { navigate } from "../../state/use-route.ts";
import { LossChart } from "./loss-chart.tsx";
import classes from "./run-view.module.css";
import { configOf } from "./train-draft.ts";

const NO_POINTS: readonly CurvePoint[] = [];

/** One training run: its curve, how far it is, and what came of it. */
export function RunView({ job }: { readonly job: Job }): JSX.Element {
  const { jobs } = useAppState();
  const points = useJobs((state) => state.curves[job.id] ?? NO_POINTS);
  useEffect(() => void jobs.getState().loadCurve(job.id), [jobs, job.id]);
  const last = points.at(-1);
  const validation = points.findLast((point) => point.validationLoss !== null)?.validationLoss ?? null;

  return (
    <section className={classes.run} aria-label={job.title}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div className={classes.words}>
          <Title order={2}>{job.title}</Title>
          <Text size="xs" c="dimmed">
            {job.state === "running" ? "Running" : `${job.state.charAt(0).toUpperCase()}${job.state.slice(1)}`}
          </Text>
        </div>
        <RunActions job={job} />
      </Group>
      <Stats>
        <Stat label="Epoch" value={last?.epoch ?? "–"} />
        <Stat label="Step" value={last === undefined ? "–" : formatCount(last.step)} />
        <Stat label="Training loss" value={last === undefined ? "–" : formatLoss(last.loss)} />
        <Stat label="Validation loss" value={validation === null ? "–" : formatLoss(validation)} />
      </Stats>
      <LossChart points={points} />
      <div className={classes.end}>{isActive(job) ? <JobProgressBar job={job} /> : <RunEnd job={job} />}</div>
    </section>
  );
}

function RunActions({ job }: { readonly job: Job }): JSX.Element {
  const { jobs, trainForm } = useAppState();
  const policy = usePolicyOf(job);
  const request = useTrainForm((state) => state.requests[job.id]);
  const config =
    request?.config ??
    (policy?.meta === undefined || policy.meta === null ? null : configOf(policy.meta.hyperparameters));
  const cancel = async (): Promise<void> => {
    const result = await jobs.getState().cancel(job.id);
    if (!result.ok) notifyFailure(result.failure);
  };
  if (isActive(job)) {
    return (
      <Button variant="default" leftSection={<IconPlayerStop size={16} />} onClick={() => void cancel()}>
        Cancel
      </Button>
    );
  }
  return (
    <Group gap="xs" wrap="nowrap">
      {config !== null && (
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} />}
          onClick={() =>
            trainForm.getState().change({
              config: toDraft(config),
              dataset: request?.dataset ?? policy?.meta?.dataset.id ?? "",
              name: request?.name ?? policy?.name ?? "",
              seed: String((request?.seed ?? policy?.meta?.seed ?? 0) + 1),
            })
          }
        >
          Train again
        </Button>
      )}
      {policy !== undefined && (
        <Button
          leftSection={<IconPlayerPlay size={16} />}
          onClick={() => navigate({ screen: "policies", policy: policy.id, watch: true })}
        >
          Watch
        </Button>
      )}
    </Group>
  );
}

/** What the host puts before what a cancelled job has left behind. */
const CANCELLED = "Cancelled. ";

function RunEnd({ job }: { readonly job: Job }): JSX.Element {
  const policy = usePolicyOf(job);
  if (job.failure !== null) return <FailureNote failure={job.failure} />;
  if (job.state === "cancelled") {
    return (
      <>
        <Text size="sm" c="dimmed">
          Cancelled: no policy was written.
        </Text>
        {job.progress.message.startsWith(CANCELLED) && (
          <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
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
        {policy === undefined
          ? "The policy was deleted since."
          : "Not evaluated: the run asked for no evaluation episodes."}
      </Text>
    );
  }
  return <EvaluationFigures evaluation={evaluation} />;
}

function usePolicyOf(job: Job): PolicySummary | undefined {
  const policies = valueOr(
    usePolicies((state) => state.list),
    [],
  );
  const { result } = job;
  return result?.kind === "policy" ? policies.find((policy) => policy.id === result.policyId) : undefined;
}
