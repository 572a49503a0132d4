import { Button } from "@mantine/core";
import { IconBooks, IconDeviceGamepad2, IconFileImport, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { JSX } from "react";
import type { Failure } from "../../../shared/base/failure.ts";
import type { DatasetSummary } from "../../../shared/dataset/episode.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { FailureNote } from "../../components/failure-note.tsx";
import { LoadingLines } from "../../components/loading-lines.tsx";
import { NameDialog } from "../../components/name-dialog.tsx";
import { Page } from "../../components/page.tsx";
import { useAppState, useDatasets, useSettings } from "../../state/app-state-context.tsx";
import { valueOr } from "../../state/remote.ts";
import { navigate } from "../../state/use-route.ts";
import { DatasetList } from "./dataset-list.tsx";
import { DatasetPane } from "./dataset-pane.tsx";
import { ImportDialog } from "./transfer/import-dialog.tsx";
import classes from "./library-screen.module.css";

/** Datasets and their episodes. */
export function LibraryScreen({ dataset }: { readonly dataset: string | null }): JSX.Element {
  const { datasets: store } = useAppState();
  const list = useDatasets((state) => state.list);
  const preferred = useSettings((state) => (state.current.status === "ready" ? state.current.value.dataset : ""));
  const [dialog, setDialog] = useState<"create" | "import" | null>(null);
  const datasets = valueOr(list, []);
  const current =
    datasets.find((one) => one.id === dataset) ??
    (dataset === null ? (datasets.find((one) => one.id === preferred) ?? datasets[0]) : undefined);
  const recordingInto = datasets.find((one) => one.id === preferred) ?? datasets[0];

  const create = async (name: string): Promise<Failure | null> => {
    const result = await store.getState().create(name);
    if (result.ok) navigate({ screen: "library", dataset: result.value.id, episode: null });
    return result.ok ? null : result.failure;
  };

  return (
    <Page
      title="Library"
      subtitle="Recorded and imported demonstrations"
      fixed
      actions={
        <>
          <Button variant="default" leftSection={<IconFileImport size={16} />} onClick={() => setDialog("import")}>
            Import
          </Button>
          <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setDialog("create")}>
            New dataset
          </Button>
        </>
      }
    >
      {list.status === "loading" && <LoadingLines lines={8} />}
      {list.status === "failed" && (
        <FailureNote failure={list.failure} onRetry={() => void store.getState().refresh()} />
      )}
      {list.status === "ready" && datasets.length === 0 && <NoDatasets onImport={() => setDialog("import")} />}
      {datasets.length > 0 && (
        <div className={classes.columns}>
          <DatasetList datasets={datasets} current={current?.id ?? null} recordingInto={recordingInto?.id ?? null} />
          <DatasetView dataset={current} />
        </div>
      )}
      {dialog === "create" && (
        <NameDialog
          title="New dataset"
          label="Name"
          initial=""
          action="Create"
          onSubmit={create}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === "import" && <ImportDialog onClose={() => setDialog(null)} />}
    </Page>
  );
}

function DatasetView({ dataset }: { readonly dataset: DatasetSummary | undefined }): JSX.Element {
  if (dataset === undefined) {
    return (
      <Note
        failure={{
          kind: "not-found",
          message: "This dataset does not exist any more",
          remedy: "Choose another one on the left.",
        }}
      />
    );
  }
  if (dataset.problem !== null) {
    const remedy = `Put the files back or move the folder away: ${dataset.path}. The other datasets are not affected.`;
    return (
      <Note
        failure={{ kind: "invalid-file", message: `“${dataset.name}” cannot be read: ${dataset.problem}`, remedy }}
      />
    );
  }
  return <DatasetPane key={dataset.id} dataset={dataset} />;
}

/** As high as its words, not as the column it stands in. */
function Note({ failure }: { readonly failure: Failure }): JSX.Element {
  return (
    <div className={classes.note}>
      <FailureNote failure={failure} />
    </div>
  );
}

function NoDatasets({ onImport }: { readonly onImport: () => void }): JSX.Element {
  return (
    <EmptyState
      icon={<IconBooks size={26} />}
      title="Nothing recorded yet"
      text="Drive the hopper to record demonstrations of your own, or import what somebody else recorded."
    >
      <Button leftSection={<IconDeviceGamepad2 size={17} />} onClick={() => navigate({ screen: "drive" })}>
        Drive
      </Button>
      <Button variant="default" leftSection={<IconFileImport size={16} />} onClick={onImport}>
        Import
      </Button>
    </EmptyState>
  );
}
