import { Button, Group, Text } from "@mantine/core";
import { IconChartHistogram, IconRefresh } from "@tabler/icons-react";
import { useCallback, useEffect } from "react";
import type { JSX } from "react";
import type { EpisodeSummary } from "../../../../shared/dataset/episode.ts";
import { EmptyState } from "../../../components/empty-state.tsx";
import { FailureNote } from "../../../components/failure-note.tsx";
import { JobProgressBar } from "../../../components/job-progress.tsx";
import { LoadingLines } from "../../../components/loading-lines.tsx";
import { notifyFailure } from "../../../components/notify-failure.ts";
import { useAppState, useJobs, useStatistics } from "../../../state/app-state-context.tsx";
import { isActive } from "../../../state/jobs-store.ts";
import { NO_STATISTICS } from "../../../state/statistics-store.ts";
import { StatisticsPanels } from "./statistics-panels.tsx";
import classes from "./statistics-view.module.css";

interface StatisticsViewProps {
  readonly dataset: string;
  readonly episodes: readonly EpisodeSummary[];
  readonly onShow: (episode: string) => void;
}

/** A dataset in figures: computed when first looked at, and again when asked for after changes. */
export function StatisticsView({ dataset, episodes, onShow }: StatisticsViewProps): JSX.Element {
  const { statistics, jobs } = useAppState();
  const entry = useStatistics((state) => state.byDataset[dataset] ?? NO_STATISTICS);
  const job = useJobs((state) => state.jobs.find((one) => one.id === entry.job));
  const working = job !== undefined && isActive(job);
  const { figures, failure } = entry;
  const used = episodes.filter((episode) => episode.used).length;

  const compute = useCallback(async (): Promise<void> => {
    const started = await statistics.getState().compute(dataset);
    // Its end may have been heard before its beginning was answered.
    const known = jobs.getState().jobs.some((one) => one.id === started?.id);
    if (started !== null && !known) jobs.getState().put(started);
  }, [statistics, jobs, dataset]);
  const cancel = async (id: string): Promise<void> => {
    const result = await jobs.getState().cancel(id);
    if (!result.ok) notifyFailure(result.failure);
  };
  useEffect(() => {
    const asked = statistics.getState().byDataset[dataset] !== undefined;
    if (used > 0 && !asked) void compute();
  }, [statistics, dataset, used, compute]);

  if (used === 0) {
    return (
      <EmptyState
        icon={<IconChartHistogram size={26} />}
        title="Nothing to count"
        text="Statistics are of the episodes that are used: none here is. Keep or restore some."
      />
    );
  }
  return (
    <div className={classes.view}>
      <div className={classes.state} aria-live="polite">
        {working && (
          <Group wrap="nowrap" gap="md">
            <div className={classes.progress}>
              <JobProgressBar job={job} />
            </div>
            <Button size="compact-xs" variant="default" onClick={() => void cancel(job.id)}>
              Cancel
            </Button>
          </Group>
        )}
        {!working && failure !== null && <FailureNote failure={failure} onRetry={() => void compute()} />}
        {!working && failure === null && (figures === null || entry.stale) && (
          <Group gap="sm" wrap="nowrap">
            <Text size="sm" c="dimmed">
              {figures === null
                ? job?.state === "cancelled"
                  ? "Cancelled: no figures were computed."
                  : ""
                : "Episodes changed since these figures were computed."}
            </Text>
            {(figures !== null || job?.state === "cancelled") && (
              <Button
                size="compact-sm"
                variant="light"
                leftSection={<IconRefresh size={14} />}
                onClick={() => void compute()}
              >
                {figures === null ? "Compute" : "Compute again"}
              </Button>
            )}
          </Group>
        )}
      </div>
      {figures === null ? (
        failure === null && job?.state !== "cancelled" && <LoadingLines lines={8} />
      ) : (
        <StatisticsPanels figures={figures} episodes={episodes} onShow={onShow} />
      )}
    </div>
  );
}
