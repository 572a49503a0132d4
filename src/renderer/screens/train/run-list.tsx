import { Badge, Text, UnstyledButton } from "@mantine/core";
import type { JSX } from "react";
import type { Job } from "../../../shared/ipc/jobs.ts";
import { formatWhen } from "../../components/format.ts";
import { progressFigures } from "../../components/job-progress.tsx";
import { describeResult } from "../../components/job-result.ts";
import { isActive } from "../../state/jobs-store.ts";
import { formatRoute } from "../../state/route.ts";
import classes from "./run-list.module.css";

/** The runs the host remembers, newest first. */
export function RunList({
  jobs,
  current,
}: {
  readonly jobs: readonly Job[];
  readonly current: string | null;
}): JSX.Element {
  return (
    <nav className={classes.list} aria-label="Training runs">
      {jobs.map((job) => (
        <UnstyledButton
          component="a"
          key={job.id}
          href={formatRoute({ screen: "train", job: job.id, dataset: null })}
          className={classes.item}
          aria-current={job.id === current ? "true" : undefined}
        >
          <Text size="sm" fw={550} truncate className={classes.title}>
            {job.title}
          </Text>
          <Text size="xs" c="dimmed" truncate className={classes.outcome}>
            {outcomeOf(job)}
          </Text>
          {job.state !== "done" && (
            <Badge color={job.state === "failed" ? "red" : isActive(job) ? "mint" : "gray"}>{job.state}</Badge>
          )}
          <Text size="xs" c="dimmed">
            {formatWhen(job.createdAt)}
          </Text>
        </UnstyledButton>
      ))}
    </nav>
  );
}

function outcomeOf(job: Job): string {
  if (isActive(job)) return progressFigures(job.progress);
  if (job.failure !== null) return job.failure.message;
  return job.result === null ? "" : describeResult(job.result).text;
}
