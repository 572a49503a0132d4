import { Button, Group, Popover, Progress, Text, VisuallyHidden } from "@mantine/core";
import { IconActivity, IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import type { JSX } from "react";
import type { Job } from "../../shared/ipc/jobs.ts";
import { progressFigures } from "../components/job-progress.tsx";
import { JobRow } from "../components/job-row.tsx";
import { useAppState, useJobs } from "../state/app-state-context.tsx";
import { isActive } from "../state/jobs-store.ts";
import type { Route } from "../state/route.ts";
import { useRoute } from "../state/use-route.ts";
import classes from "./job-tray.module.css";

/** The jobs' corner: always the same size, so that nothing moves when work starts or ends. */
export function JobTray(): JSX.Element {
  const jobs = useJobs((state) => state.jobs);
  const { jobs: store } = useAppState();
  const route = useRoute();
  // Open on the place where it was opened: going somewhere else closes it.
  const [openedAt, setOpenedAt] = useState<Route | null>(null);
  const opened = openedAt === route;
  const setOpened = (open: boolean): void => setOpenedAt(open ? route : null);
  const ended = jobs.filter((job) => !isActive(job));
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="top-end"
      width={400}
      offset={8}
      shadow="lg"
      trapFocus={false}
      withinPortal
    >
      <Popover.Target>
        <button
          type="button"
          className={classes.chip}
          onClick={() => setOpened(!opened)}
          aria-expanded={opened}
          aria-label={`Jobs: ${chipText(jobs)}`}
        >
          <ChipContent jobs={jobs} />
        </button>
      </Popover.Target>
      <VisuallyHidden role="status">{chipText(jobs)}</VisuallyHidden>
      <Popover.Dropdown p={0} className={classes.tray} role="region" aria-label="Jobs">
        <Group justify="space-between" className={classes.head}>
          <Text size="sm" fw={650}>
            Jobs
          </Text>
          {ended.length > 0 && (
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              onClick={() => void Promise.all(ended.map((job) => store.getState().dismiss(job.id)))}
            >
              Clear ended
            </Button>
          )}
        </Group>
        <div className={classes.scroll}>
          {jobs.length === 0 ? (
            <Text size="sm" c="dimmed" p="md">
              Imports, exports, verification, training and evaluation show their progress here.
            </Text>
          ) : (
            <ul className={classes.list}>
              {jobs.map((job) => (
                <JobRow key={job.id} job={job} />
              ))}
            </ul>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function ChipContent({ jobs }: { readonly jobs: readonly Job[] }): JSX.Element {
  const active = jobs.filter(isActive);
  const shown = active.find((job) => job.state === "running") ?? active[0];
  if (shown !== undefined) {
    const { fraction } = shown.progress;
    return (
      <>
        <IconActivity size={15} className={classes.accent} aria-hidden />
        <span className={classes.title}>{shown.title}</span>
        <Progress
          value={fraction === null ? 100 : fraction * 100}
          striped={fraction === null}
          animated={fraction === null}
          size={5}
          w={90}
          aria-hidden
        />
        <span className={classes.figures}>
          {active.length > 1 ? `+${active.length - 1}` : progressFigures(shown.progress)}
        </span>
      </>
    );
  }
  const failed = jobs.some((job) => job.state === "failed");
  return (
    <>
      {failed ? (
        <IconAlertTriangle size={15} className={classes.failed} aria-hidden />
      ) : (
        <IconCircleCheck size={15} aria-hidden />
      )}
      <span>{chipText(jobs)}</span>
    </>
  );
}

/** What the closed tray says; spoken when it changes, so it leaves out what changes ten times a second. */
function chipText(jobs: readonly Job[]): string {
  const active = jobs.filter(isActive).length;
  if (active > 0) return `${active} running`;
  const failed = jobs.filter((job) => job.state === "failed").length;
  if (failed > 0) return `${failed} failed`;
  return jobs.length === 0 ? "No jobs" : `${jobs.length} ended`;
}
