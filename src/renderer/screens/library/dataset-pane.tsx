import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconDeviceGamepad2, IconFilterOff, IconPlayerRecord } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import type { JSX } from "react";
import { STEP_SECONDS } from "../../../shared/base/specs.ts";
import type { DatasetSummary, EpisodeSummary } from "../../../shared/dataset/episode.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { FailureNote } from "../../components/failure-note.tsx";
import { formatBytes, formatCount, formatReturn, formatSeconds } from "../../components/format.ts";
import { LoadingLines } from "../../components/loading-lines.tsx";
import { Stat, Stats } from "../../components/stat.tsx";
import { useAppState, useEpisodes } from "../../state/app-state-context.tsx";
import { LOADING } from "../../state/remote.ts";
import { navigate } from "../../state/use-route.ts";
import { DatasetMenu } from "./dataset-menu.tsx";
import classes from "./dataset-pane.module.css";
import { EpisodeDetail } from "./episode-detail.tsx";
import { EpisodeTable } from "./episode-table.tsx";
import { EpisodeToolbar } from "./episode-toolbar.tsx";
import { NO_FILTER, totalsOf, viewEpisodes } from "./episode-view.ts";
import type { EpisodeFilter, EpisodeSort } from "./episode-view.ts";
import { useEpisodeActions } from "./use-episode-actions.ts";

/** One dataset: its totals, its episodes, the one under the cursor. */
export function DatasetPane({ dataset }: { readonly dataset: DatasetSummary }): JSX.Element {
  const { episodes: store } = useAppState();
  const remote = useEpisodes((state) => state.byDataset[dataset.id] ?? LOADING);
  useEffect(() => void store.getState().load(dataset.id), [store, dataset.id]);

  return (
    <div className={classes.pane}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Stack gap={0} miw={0}>
          <Title order={2} className={classes.name}>
            {dataset.name}
          </Title>
          <Text size="xs" c="dimmed" truncate title={dataset.path}>
            {dataset.path}
          </Text>
        </Stack>
        <DatasetMenu dataset={dataset} />
      </Group>
      {remote.status === "loading" && <LoadingLines lines={10} />}
      {remote.status === "failed" && (
        <FailureNote failure={remote.failure} onRetry={() => void store.getState().load(dataset.id)} />
      )}
      {remote.status === "ready" &&
        (remote.value.length === 0 ? (
          <NoEpisodes dataset={dataset} />
        ) : (
          <Episodes dataset={dataset.id} episodes={remote.value} />
        ))}
    </div>
  );
}

function Episodes({
  dataset,
  episodes,
}: {
  readonly dataset: string;
  readonly episodes: readonly EpisodeSummary[];
}): JSX.Element {
  const [filter, setFilter] = useState<EpisodeFilter>(NO_FILTER);
  const [sort, setSort] = useState<EpisodeSort>({ key: "createdAt", descending: true });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<string | null>(null);
  const { actions, renaming } = useEpisodeActions(dataset);
  const rows = useMemo(() => viewEpisodes(episodes, filter, sort), [episodes, filter, sort]);
  const totals = useMemo(() => totalsOf(episodes.filter((episode) => !episode.dropped)), [episodes]);
  const shown = rows.find((row) => row.id === active) ?? rows[0];

  return (
    <>
      <Stats>
        <Stat label="Episodes" value={formatCount(totals.episodes)} />
        <Stat label="Steps" value={formatCount(totals.steps)} />
        <Stat label="Simulated" value={formatSeconds(totals.steps * STEP_SECONDS)} />
        <Stat label="Mean return" value={totals.meanReturn === null ? "–" : formatReturn(totals.meanReturn)} />
        <Stat label="On disk" value={formatBytes(totals.bytes)} />
      </Stats>
      <div className={classes.table}>
        <EpisodeToolbar
          filter={filter}
          onFilter={setFilter}
          selection={rows.filter((row) => selected.has(row.id))}
          actions={actions}
        />
        {rows.length === 0 ? (
          <EmptyState
            icon={<IconFilterOff size={26} />}
            title="No episode matches"
            text="Loosen the filter, or show the dropped ones too."
          >
            <Button size="xs" variant="default" onClick={() => setFilter({ ...NO_FILTER, showDropped: true })}>
              Show all
            </Button>
          </EmptyState>
        ) : (
          <EpisodeTable
            rows={rows}
            sort={sort}
            onSort={setSort}
            selected={selected}
            onSelect={setSelected}
            active={shown?.id ?? null}
            onActivate={setActive}
            renaming={renaming}
            actions={actions}
          />
        )}
      </div>
      {shown !== undefined && <EpisodeDetail dataset={dataset} episode={shown} actions={actions} />}
    </>
  );
}

function NoEpisodes({ dataset }: { readonly dataset: DatasetSummary }): JSX.Element {
  const { settings } = useAppState();
  const drive = async (): Promise<void> => {
    await settings.getState().change({ dataset: dataset.id });
    navigate({ screen: "drive" });
  };
  return (
    <EmptyState
      icon={<IconPlayerRecord size={26} />}
      title="No episodes yet"
      text="Drive the hopper and press record: every episode lands here the moment it ends."
    >
      <Button leftSection={<IconDeviceGamepad2 size={17} />} onClick={() => void drive()}>
        Drive and record here
      </Button>
    </EmptyState>
  );
}
