import { Button } from "@mantine/core";
import { IconBooks, IconChartLine, IconDeviceGamepad2 } from "@tabler/icons-react";
import { useEffect } from "react";
import type { JSX } from "react";
import type { DatasetSummary } from "../../../shared/dataset/episode.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { FailureNote } from "../../components/failure-note.tsx";
import { LoadingLines } from "../../components/loading-lines.tsx";
import { Page } from "../../components/page.tsx";
import { useAppState, useDatasets, useSettings, useTrainForm } from "../../state/app-state-context.tsx";
import { valueOr } from "../../state/remote.ts";
import { navigate } from "../../state/use-route.ts";
import { Workbench } from "./workbench.tsx";

interface TrainScreenProps {
  /** the run to show; null: the newest */
  readonly job: string | null;
  /** the dataset asked for in the address */
  readonly dataset: string | null;
}

/** Sets training runs up, shows them run, and keeps those that ended. */
export function TrainScreen({ job, dataset }: TrainScreenProps): JSX.Element {
  const { datasets: store, trainForm } = useAppState();
  const list = useDatasets((state) => state.list);
  useEffect(() => {
    if (dataset !== null) trainForm.getState().change({ dataset, name: "" });
  }, [dataset, trainForm]);
  const chosen = useChosenDataset(valueOr(list, []));

  return (
    <Page title="Train" subtitle="A network learns to act as the episodes of a dataset did" fixed>
      {list.status === "loading" && <LoadingLines lines={8} />}
      {list.status === "failed" && (
        <FailureNote failure={list.failure} onRetry={() => void store.getState().refresh()} />
      )}
      {list.status === "ready" && chosen === undefined && <NothingToTrainOn />}
      {list.status === "ready" && chosen !== undefined && (
        <Workbench datasets={list.value} dataset={chosen} job={job} />
      )}
    </Page>
  );
}

/** The form's dataset, else the one Drive records into, else the largest: whichever can be read. */
function useChosenDataset(datasets: readonly DatasetSummary[]): DatasetSummary | undefined {
  const wanted = useTrainForm((state) => state.form.dataset);
  const preferred = useSettings((state) => (state.current.status === "ready" ? state.current.value.dataset : ""));
  const readable = datasets.filter((one) => one.problem === null);
  const withSteps = readable.filter((one) => one.steps > 0);
  return (
    readable.find((one) => one.id === wanted) ??
    withSteps.find((one) => one.id === preferred) ??
    [...withSteps].sort((a, b) => b.steps - a.steps)[0]
  );
}

function NothingToTrainOn(): JSX.Element {
  return (
    <EmptyState
      icon={<IconChartLine size={26} />}
      title="Nothing to train on yet"
      text="A policy learns from recorded episodes. Drive the hopper and record a few, or import a dataset."
    >
      <Button leftSection={<IconDeviceGamepad2 size={17} />} onClick={() => navigate({ screen: "drive" })}>
        Drive
      </Button>
      <Button
        variant="default"
        leftSection={<IconBooks size={16} />}
        onClick={() => navigate({ screen: "library", dataset: null, episode: null })}
      >
        Open the Library
      </Button>
    </EmptyState>
  );
}
