import { Text } from "@mantine/core";
import { useEffect } from "react";
import type { JSX } from "react";
import type { DatasetSummary } from "../../../shared/dataset/episode.ts";
import { useAppState, useEpisodes } from "../../state/app-state-context.tsx";
import { formatRoute } from "../../state/route.ts";
import { LOADING } from "../../state/remote.ts";
import type { ConfigDraft } from "../../state/train-algorithms.ts";
import classes from "./config-form.module.css";
import { describeTrainingData } from "./describe-training-data.ts";

interface TrainingDataProps {
  readonly dataset: DatasetSummary;
  readonly draft: ConfigDraft;
}

/** What a run on this dataset will see: used episodes, their steps, trims, who is held out, who is left out. */
export function TrainingData({ dataset, draft }: TrainingDataProps): JSX.Element {
  const { episodes: store } = useAppState();
  const remote = useEpisodes((state) => state.byDataset[dataset.id] ?? LOADING);
  useEffect(() => void store.getState().load(dataset.id), [store, dataset.id]);
  return (
    <Text component="div" size="xs" c="dimmed" mt={6} mih={38} aria-live="polite">
      {remote.status === "loading" && "Counting its episodes…"}
      {remote.status === "failed" && `${remote.failure.message}. ${remote.failure.remedy}`}
      {remote.status === "ready" && (
        <dl className={classes.data}>
          {describeTrainingData(remote.value, draft).map(([label, text]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      <a className={classes.reset} href={formatRoute({ screen: "library", dataset: dataset.id, episode: null })}>
        Choose episodes in the Library
      </a>
    </Text>
  );
}
