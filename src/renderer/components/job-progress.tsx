import { Group, Progress, Text } from "@mantine/core";
import type { JSX } from "react";
import type { Job, JobProgress } from "../../shared/ipc/jobs.ts";
import { formatCount, formatSeconds } from "./format.ts";

/** A running job's bar, rate and time left; the line keeps its height while the words change. */
export function JobProgressBar({ job }: { readonly job: Job }): JSX.Element {
  const { fraction, message } = job.progress;
  const percent = fraction === null ? 100 : fraction * 100;
  return (
    <div>
      <Progress
        value={percent}
        striped={fraction === null}
        animated={fraction === null}
        size={6}
        aria-label={`${job.title}: ${fraction === null ? "working" : `${Math.round(percent)} %`}`}
      />
      <Group justify="space-between" wrap="nowrap" mt={4} mih={18}>
        <Text size="xs" c="dimmed" truncate>
          {message}
        </Text>
        <Text size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
          {progressFigures(job.progress)}
        </Text>
      </Group>
    </div>
  );
}

/** "43 % · 1,250 steps/s · 12 s left", as far as it is known. */
export function progressFigures(progress: JobProgress): string {
  const parts: string[] = [];
  if (progress.fraction !== null) parts.push(`${Math.round(progress.fraction * 100)} %`);
  if (progress.rate !== null) parts.push(`${formatRate(progress.rate)} ${perSecond(progress.rateUnit)}`);
  if (progress.secondsLeft !== null) parts.push(`${formatSeconds(progress.secondsLeft)} left`);
  return parts.join(" · ");
}

function formatRate(rate: number): string {
  return rate < 10 ? rate.toFixed(1) : formatCount(rate);
}

function perSecond(unit: string): string {
  return unit.endsWith("/s") ? unit : `${unit}/s`;
}
