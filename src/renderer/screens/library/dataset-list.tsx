import { Text, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { JSX } from "react";
import type { DatasetSummary } from "../../../shared/dataset/episode.ts";
import { formatCompact, formatPlural } from "../../components/format.ts";
import { formatRoute } from "../../state/route.ts";
import classes from "./dataset-list.module.css";

interface DatasetListProps {
  readonly datasets: readonly DatasetSummary[];
  readonly current: string | null;
  /** the dataset Drive records into */
  readonly recordingInto: string | null;
}

/** The datasets, as links to their own addresses. */
export function DatasetList({ datasets, current, recordingInto }: DatasetListProps): JSX.Element {
  return (
    <nav aria-label="Datasets" className={classes.list}>
      {datasets.map((dataset) => (
        <UnstyledButton
          component="a"
          key={dataset.id}
          href={formatRoute({ screen: "library", dataset: dataset.id, episode: null })}
          className={classes.item}
          title={dataset.path}
          aria-current={dataset.id === current ? "true" : undefined}
        >
          <Text size="sm" fw={600} truncate>
            {dataset.name}
          </Text>
          {dataset.problem === null ? (
            <Text size="xs" c="dimmed" truncate>
              {formatPlural(dataset.episodes, "episode")} · {formatCompact(dataset.steps)} steps
            </Text>
          ) : (
            <Text size="xs" c="red" className={classes.problem}>
              <IconAlertTriangle size={13} /> Cannot be read
            </Text>
          )}
          {damagedFiles(dataset) > 0 && (
            <Text size="xs" c="yellow" className={classes.problem}>
              <IconAlertTriangle size={13} /> {formatPlural(damagedFiles(dataset), "damaged file")}
            </Text>
          )}
          {dataset.id === recordingInto && <span className={classes.target}>Drive records here</span>}
        </UnstyledButton>
      ))}
    </nav>
  );
}

/** Episodes that cannot be read, and the log of edits where lines of it cannot. */
function damagedFiles({ problems, unreadableEdits }: DatasetSummary): number {
  return problems + (unreadableEdits > 0 ? 1 : 0);
}
