import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { JSX } from "react";
import type { Failure } from "../../../../shared/base/failure.ts";
import type { DatasetSummary } from "../../../../shared/dataset/episode.ts";
import { FORMAT_WORDS } from "../../../../shared/dataset/foreign-formats.ts";
import type { ForeignFormat } from "../../../../shared/dataset/foreign-formats.ts";
import { FailureNote } from "../../../components/failure-note.tsx";
import { useAppState, useJobs } from "../../../state/app-state-context.tsx";
import { useBridge } from "../../../state/bridge-context.tsx";
import { ExportEstimateView } from "./export-estimate.tsx";
import { ExportOutcome } from "./export-outcome.tsx";
import { FormatCards } from "./format-cards.tsx";
import { useExportEstimate } from "./use-export-estimate.ts";

interface ExportDialogProps {
  readonly dataset: DatasetSummary;
  readonly onClose: () => void;
}

/** Hands a dataset on: the format with what it holds, the work, and what came of it with how to open it. */
export function ExportDialog({ dataset, onClose }: ExportDialogProps): JSX.Element {
  const bridge = useBridge();
  const { jobs } = useAppState();
  const [format, setFormat] = useState<ForeignFormat>("lerobot");
  const [jobId, setJobId] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const job = useJobs((state) => state.jobs.find((one) => one.id === jobId));
  const estimate = useExportEstimate(dataset.id, format);
  const empty = estimate.status === "ready" && estimate.value.episodes === 0;

  const start = async (): Promise<void> => {
    const started = await bridge.invoke("datasets/export", { dataset: dataset.id, format });
    setFailure(started.ok ? null : started.failure);
    if (!started.ok) return;
    jobs.getState().put(started.value);
    setJobId(started.value.id);
  };

  return (
    <Modal opened onClose={onClose} title={`Export “${dataset.name}”`} size={680}>
      {job === undefined ? (
        <Stack>
          <FormatCards label="Format" value={format} onChange={setFormat} />
          <ExportEstimateView dataset={dataset} format={format} estimate={estimate} />
          {failure !== null && <FailureNote failure={failure} />}
          <Group justify="space-between" wrap="nowrap">
            <Text size="xs" c="dimmed">
              Used episodes only, after their trims. The dataset stays as it is.
            </Text>
            <Group gap="xs" wrap="nowrap">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button disabled={estimate.status !== "ready" || empty} onClick={() => void start()}>
                Export as {FORMAT_WORDS[format].label}
              </Button>
            </Group>
          </Group>
        </Stack>
      ) : (
        <ExportOutcome job={job} format={format} onAgain={() => setJobId(null)} onClose={onClose} />
      )}
    </Modal>
  );
}
