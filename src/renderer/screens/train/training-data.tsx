import { Text } from "@mantine/core";
import { useEffect } from "react";
import type { JSX } from "react";
import type { DatasetSummary } from "../../../shared/dataset/episode.ts";
import { formatCount, formatPlural } from "../../components/format.ts";
import { useAppState, useEpisodes } from "../../state/app-state-context.tsx";
import { LOADING } from "../../state/remote.ts";

interface TrainingDataProps {
  readonly dataset: DatasetSummary;
  readonly validationFraction: number;
}

/** What a run on this dataset will see: kept episodes, their steps, those held out, those left out. */
export function TrainingData({ dataset, validationFraction }: TrainingDataProps): JSX.Element {
  const { episodes: store } = useAppState();
  const remote = useEpisodes((state) => state.byDataset[dataset.id] ?? LOADING);
  useEffect(() => void store.getState().load(dataset.id), [store, dataset.id]);
  return (
    <Text size="xs" c="dimmed" mt={4} mih={34}>
      {remote.status === "loading" && "Counting its episodes…"}
      {remote.status === "failed" && `${remote.failure.message}. ${remote.failure.remedy}`}
      {remote.status === "ready" && describe(remote.value, validationFraction)}
    </Text>
  );
}

function describe(
  episodes: readonly { readonly dropped: boolean; readonly steps: number }[],
  validationFraction: number,
): string {
  const kept = episodes.filter((episode) => !episode.dropped);
  const steps = kept.reduce((sum, episode) => sum + episode.steps, 0);
  const dropped = episodes.length - kept.length;
  const parts = [`${formatPlural(kept.length, "episode")}, ${formatCount(steps)} steps`];
  if (validationFraction > 0)
    parts.push(`about ${Math.round(validationFraction * 100)} % of the episodes are held out`);
  if (dropped > 0) parts.push(`${formatPlural(dropped, "dropped episode")} left out`);
  return `${parts.join("; ")}.`;
}
