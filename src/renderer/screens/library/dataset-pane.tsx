import { Alert, Button, SegmentedControl, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconDeviceGamepad2, IconPlayerRecord } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import type { JSX } from "react";
import { STEP_SECONDS } from "../../../shared/base/specs.ts";
import type { DatasetSummary, EpisodeSummary } from "../../../shared/dataset/episode.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { FailureNote } from "../../components/failure-note.tsx";
import { formatBytes, formatCount, formatPlural, formatSeconds } from "../../components/format.ts";
import { LoadingLines } from "../../components/loading-lines.tsx";
import { useAppState, useEpisodes } from "../../state/app-state-context.tsx";
import { LOADING } from "../../state/remote.ts";
import { navigate } from "../../state/use-route.ts";
import { DatasetMenu } from "./dataset-menu.tsx";
import classes from "./dataset-pane.module.css";
import { totalsOf } from "./episode-view.ts";
import { EpisodesView } from "./episodes-view.tsx";
import { HistoryButtons } from "./history-buttons.tsx";
import { NO_SELECTION } from "./selection.ts";
import type { Selection } from "./selection.ts";
import { StatisticsView } from "./statistics/statistics-view.tsx";
import { ExportDialog } from "./transfer/export-dialog.tsx";
import { useEpisodeActions } from "./use-episode-actions.ts";

type Tab = "episodes" | "statistics";

/** One dataset: its episodes with the one under the cursor, or its statistics. */
export function DatasetPane({ dataset }: { readonly dataset: DatasetSummary }): JSX.Element {
  const { episodes: store } = useAppState();
  const remote = useEpisodes((state) => state.byDataset[dataset.id] ?? LOADING);
  const [tab, setTab] = useState<Tab>("episodes");
  const [dialog, setDialog] = useState<"export" | "split" | null>(null);
  const [selection, setSelection] = useState<Selection>(NO_SELECTION);
  const { actions, renaming } = useEpisodeActions(dataset.id);
  useEffect(() => void store.getState().load(dataset.id), [store, dataset.id]);
  const episodes = remote.status === "ready" ? remote.value : [];

  const show = (episode: string): void => {
    setSelection({ selected: new Set([episode]), active: episode, anchor: episode });
    setTab("episodes");
  };

  return (
    <div className={classes.pane}>
      <header className={classes.head}>
        <div className={classes.titles}>
          <Title order={2} className={classes.name}>
            {dataset.name}
          </Title>
          <Text size="xs" c="dimmed" truncate title={dataset.path}>
            {remote.status === "ready" ? <Totals episodes={episodes} /> : dataset.path}
          </Text>
        </div>
        {episodes.length > 0 && (
          <SegmentedControl
            size="xs"
            aria-label="View"
            value={tab}
            data={[
              { value: "episodes", label: "Episodes" },
              { value: "statistics", label: "Statistics" },
            ]}
            onChange={(value) => setTab(value === "statistics" ? "statistics" : "episodes")}
          />
        )}
        <HistoryButtons dataset={dataset.id} actions={actions} />
        <DatasetMenu
          dataset={dataset}
          onExport={() => setDialog("export")}
          onSplit={() => {
            setTab("episodes");
            setDialog("split");
          }}
        />
      </header>
      {dataset.problems > 0 && (
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={16} />} p="xs">
          <Text size="sm">
            {formatPlural(dataset.problems, "episode file")} cannot be read and {dataset.problems === 1 ? "is" : "are"}{" "}
            left out. “Verify every episode” names {dataset.problems === 1 ? "it" : "them"}; nothing is deleted.
          </Text>
        </Alert>
      )}
      {dataset.unreadableEdits > 0 && (
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={16} />} p="xs">
          <Text size="sm">
            {formatPlural(dataset.unreadableEdits, "line")} of its curation.jsonl cannot be read: labels, trims or drops
            may be missing. Restore that file from a copy, or correct it in a text editor.
          </Text>
        </Alert>
      )}
      {remote.status === "loading" && <LoadingLines lines={10} />}
      {remote.status === "failed" && (
        <FailureNote failure={remote.failure} onRetry={() => void store.getState().load(dataset.id)} />
      )}
      {remote.status === "ready" && episodes.length === 0 && <NoEpisodes dataset={dataset} />}
      {episodes.length > 0 && tab === "episodes" && (
        <EpisodesView
          dataset={dataset.id}
          episodes={episodes}
          selection={selection}
          onSelect={setSelection}
          renaming={renaming}
          splitting={dialog === "split"}
          onSplit={(open) => setDialog(open ? "split" : null)}
          actions={actions}
        />
      )}
      {episodes.length > 0 && tab === "statistics" && (
        <StatisticsView dataset={dataset.id} episodes={episodes} onShow={show} />
      )}
      {dialog === "export" && <ExportDialog dataset={dataset} onClose={() => setDialog(null)} />}
    </div>
  );
}

/** One line on the episodes that are used. */
function Totals({ episodes }: { readonly episodes: readonly EpisodeSummary[] }): JSX.Element {
  const text = useMemo(() => {
    const used = episodes.filter((episode) => episode.used);
    const { steps, bytes } = totalsOf(used);
    const left = episodes.length - used.length;
    return [
      `${formatPlural(used.length, "episode")} used${left === 0 ? "" : `, ${formatCount(left)} left out`}`,
      `${formatCount(steps)} steps`,
      `${formatSeconds(steps * STEP_SECONDS)} simulated`,
      formatBytes(bytes),
    ].join(" · ");
  }, [episodes]);
  return <>{text}</>;
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
