import { Skeleton, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { JSX } from "react";
import type { DatasetSummary } from "../../../../shared/dataset/episode.ts";
import type { ExportEstimate, ForeignFormat } from "../../../../shared/dataset/foreign-formats.ts";
import { FailureNote } from "../../../components/failure-note.tsx";
import { formatBytes, formatCount } from "../../../components/format.ts";
import { Stat, Stats } from "../../../components/stat.tsx";
import { useBridge } from "../../../state/bridge-context.tsx";
import type { Remote } from "../../../state/remote.ts";
import classes from "./transfer.module.css";

interface ExportEstimateViewProps {
  readonly dataset: DatasetSummary;
  readonly format: ForeignFormat;
  readonly estimate: Remote<ExportEstimate>;
}

/** How much it will be, where it goes, and what the format cannot hold, before anything is written. */
export function ExportEstimateView({ dataset, format, estimate }: ExportEstimateViewProps): JSX.Element {
  const home = useHome();
  if (estimate.status === "failed") return <FailureNote failure={estimate.failure} />;
  return (
    <div className={classes.estimate} role="region" aria-label="What the export makes">
      {estimate.status === "loading" ? (
        <Skeleton h={72} radius="sm" />
      ) : (
        <>
          <Stats>
            <Stat label="Episodes" value={formatCount(estimate.value.episodes)} />
            <Stat label="Steps" value={formatCount(estimate.value.steps)} />
            <Stat label="Size, about" value={formatBytes(estimate.value.bytes)} />
          </Stats>
          <Losses lost={estimate.value.lost} />
        </>
      )}
      {home !== null && (
        <Text size="xs" c="dimmed" mt={10}>
          Into a new folder: <span className={classes.path}>{destinationOf(home, dataset.path, format)}</span>
        </Text>
      )}
    </div>
  );
}

/** What a format cannot hold, or that it holds everything. */
export function Losses({ lost }: { readonly lost: readonly string[] }): JSX.Element {
  return (
    <div>
      <div className={classes.lossTitle} data-lost={lost.length > 0}>
        {lost.length === 0 ? <IconCircleCheck size={16} /> : <IconAlertTriangle size={16} />}
        {lost.length === 0 ? "Everything in the dataset is kept." : "This format does not keep:"}
      </div>
      {lost.length > 0 && (
        <ul className={classes.lost} aria-label="Not kept">
          {lost.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The folder the host will make, save for a number where the name is taken. */
function destinationOf(home: string, datasetPath: string, format: ForeignFormat): string {
  const slash = home.includes("\\") ? "\\" : "/";
  const folder = datasetPath.split(/[\\/]/).findLast(Boolean) ?? "";
  return [home, "exports", `${folder}-${format}`].join(slash);
}

function useHome(): string | null {
  const bridge = useBridge();
  const [home, setHome] = useState<string | null>(null);
  useEffect(() => {
    const ask = async (): Promise<void> => {
      const info = await bridge.invoke("app/info", {});
      if (info.ok) setHome(info.value.home);
    };
    void ask();
  }, [bridge]);
  return home;
}
