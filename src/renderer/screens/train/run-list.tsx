import { ActionIcon, Badge, Checkbox, Text, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { JSX } from "react";
import { useRunColor } from "../../components/curves/run-colors.ts";
import { formatReturn, formatWhen } from "../../components/format.ts";
import { progressFigures } from "../../components/job-progress.tsx";
import { describeResult } from "../../components/job-result.ts";
import { notifyFailure } from "../../components/notify-failure.ts";
import { useAppState, useJobs } from "../../state/app-state-context.tsx";
import { isActive } from "../../state/jobs-store.ts";
import { formatRoute } from "../../state/route.ts";
import type { TrainingRun } from "../../state/training-runs.ts";
import classes from "./run-list.module.css";

interface RunListProps {
  readonly runs: readonly TrainingRun[];
  readonly current: string | null;
  /** ids of those drawn beside the current one */
  readonly overlaid: ReadonlySet<string>;
  readonly onOverlay: (run: string, shown: boolean) => void;
}

/** The runs, newest first: which is looked at, and which curves are drawn with it. */
export function RunList({ runs, current, overlaid, onOverlay }: RunListProps): JSX.Element {
  const slotOf = useJobs((state) => state.slotOf);
  const colorOf = useRunColor();
  const waiting = runs.filter(({ job }) => job?.state === "queued").toReversed();
  return (
    <nav className={classes.list} aria-label="Training runs">
      {runs.map((run) => {
        const isCurrent = run.id === current;
        const color = colorOf(slotOf(run.id));
        const place = waiting.indexOf(run) + 1;
        return (
          <div key={run.id} className={classes.item} data-current={isCurrent}>
            <Checkbox
              size="xs"
              color={color}
              iconColor="var(--mantine-color-body)"
              checked={isCurrent || overlaid.has(run.id)}
              disabled={isCurrent}
              aria-label={`Draw ${run.name}`}
              onChange={(event) => onOverlay(run.id, event.currentTarget.checked)}
            />
            <i className={classes.color} style={{ background: color }} aria-hidden />
            <a
              className={classes.link}
              href={formatRoute({ screen: "train", job: run.id, dataset: null })}
              aria-current={isCurrent ? "true" : undefined}
            >
              <Text size="sm" fw={550} truncate className={classes.title} title={run.name}>
                {run.name}
              </Text>
              <Text size="xs" c="dimmed" truncate className={classes.outcome}>
                {place > 0 ? `${place === 1 ? "Next" : `Number ${place}`} in the queue` : outcomeOf(run)}
              </Text>
              <span className={classes.state}>
                <StateBadge run={run} />
              </span>
              <Text size="xs" c="dimmed" className={classes.when}>
                {formatWhen(run.createdAt)}
              </Text>
            </a>
            <CancelButton run={run} />
          </div>
        );
      })}
    </nav>
  );
}

function StateBadge({ run: { job } }: { readonly run: TrainingRun }): JSX.Element | null {
  if (job === null || job.state === "done") return null;
  return <Badge color={job.state === "failed" ? "red" : job.state === "running" ? "mint" : "gray"}>{job.state}</Badge>;
}

function CancelButton({ run: { job, name } }: { readonly run: TrainingRun }): JSX.Element {
  const { jobs } = useAppState();
  if (job === null || !isActive(job)) return <span className={classes.gap} />;
  const cancel = async (): Promise<void> => {
    const result = await jobs.getState().cancel(job.id);
    if (!result.ok) notifyFailure(result.failure);
  };
  return (
    <Tooltip label="Stop this run">
      <ActionIcon size="sm" variant="subtle" color="gray" aria-label={`Stop ${name}`} onClick={() => void cancel()}>
        <IconX size={14} />
      </ActionIcon>
    </Tooltip>
  );
}

function outcomeOf({ job, policy }: TrainingRun): string {
  if (job !== null && isActive(job)) return progressFigures(job.progress);
  if (job !== null && job.failure !== null) return job.failure.message;
  if (job !== null && job.result !== null) return describeResult(job.result).text;
  const evaluation = policy?.meta?.evaluation ?? null;
  const dataset = policy?.meta?.dataset.name ?? "";
  return evaluation === null ? dataset : `mean return ${formatReturn(evaluation.mean)} · ${dataset}`;
}
