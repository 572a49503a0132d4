import { ActionIcon, Badge, Button, Group, Text, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { JSX } from "react";
import type { Job, JobState } from "../../shared/ipc/jobs.ts";
import { useAppState } from "../state/app-state-context.tsx";
import { isActive } from "../state/jobs-store.ts";
import { navigate } from "../state/use-route.ts";
import { JobProgressBar } from "./job-progress.tsx";
import { JOB_LABELS, describeResult } from "./job-result.ts";
import classes from "./job-row.module.css";
import { notifyFailure } from "./notify-failure.ts";

const STATE_COLORS: Readonly<Record<JobState, string>> = {
  queued: "gray",
  running: "mint",
  done: "mint",
  cancelled: "gray",
  failed: "red",
};

/** One job: its bar and a way to cancel while it works, its result or failure after. */
export function JobRow({ job }: { readonly job: Job }): JSX.Element {
  const { jobs } = useAppState();
  const ask = async (verb: "cancel" | "dismiss"): Promise<void> => {
    const result = await jobs.getState()[verb](job.id);
    if (!result.ok) notifyFailure(result.failure);
  };
  return (
    <li className={classes.row}>
      <Group justify="space-between" wrap="nowrap" mb={4}>
        <Text size="sm" fw={600} truncate title={job.title}>
          {job.title}
        </Text>
        <Group gap={6} wrap="nowrap">
          {job.state !== "running" && <Badge color={STATE_COLORS[job.state]}>{job.state}</Badge>}
          {isActive(job) ? (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => void ask("cancel")}
              aria-label={`Cancel ${job.title}`}
            >
              Cancel
            </Button>
          ) : (
            <Tooltip label="Dismiss">
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                onClick={() => void ask("dismiss")}
                aria-label={`Dismiss ${job.title}`}
              >
                <IconX size={14} />
              </ActionIcon>
            </Tooltip>
          )}
        </Group>
      </Group>
      {isActive(job) ? <JobProgressBar job={job} /> : <JobEnd job={job} />}
    </li>
  );
}

function JobEnd({ job }: { readonly job: Job }): JSX.Element {
  if (job.failure !== null) {
    return (
      <Text size="xs">
        <Text span c="red" inherit>
          {job.failure.message}.{" "}
        </Text>
        {job.failure.remedy}
      </Text>
    );
  }
  const outcome = job.result === null ? null : describeResult(job.result);
  const link = outcome?.link ?? null;
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="xs" c="dimmed" className={classes.outcome}>
        {outcome?.text ?? JOB_LABELS[job.kind]}
      </Text>
      {link !== null && (
        <Button size="compact-xs" variant="light" onClick={() => navigate(link.route)}>
          {link.label}
        </Button>
      )}
    </Group>
  );
}
