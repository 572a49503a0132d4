import { Text, UnstyledButton } from "@mantine/core";
import type { JSX } from "react";
import type { Outlier } from "../../../../shared/dataset/dataset-statistics.ts";
import type { EpisodeSummary } from "../../../../shared/dataset/episode.ts";
import { FIGURES } from "../figure-words.ts";
import classes from "./statistics-view.module.css";

interface OutlierListProps {
  readonly outliers: readonly Outlier[];
  readonly episodes: readonly EpisodeSummary[];
  readonly onShow: (episode: string) => void;
}

/** Drawn at most; the farthest come first. */
const SHOWN = 100;

/** Episodes that differ much from the others, each with a way to it. */
export function OutlierList({ outliers, episodes, onShow }: OutlierListProps): JSX.Element {
  const names = new Map(episodes.map(({ id, name }) => [id, name]));
  if (outliers.length === 0)
    return (
      <Text size="sm" c="dimmed">
        No episode differs much from the others.
      </Text>
    );
  return (
    <ul className={classes.outliers}>
      {outliers.slice(0, SHOWN).map((outlier) => {
        const words = FIGURES.find(({ key }) => key === outlier.figure);
        const format = words?.format ?? String;
        return (
          <li key={`${outlier.id} ${outlier.figure}`}>
            <UnstyledButton
              className={classes.outlier}
              title={`${outlier.score.toFixed(1)} robust deviations from the median`}
              onClick={() => onShow(outlier.id)}
            >
              <b>{names.get(outlier.id) ?? outlier.id.slice(-6)}</b>
              <i>{format(outlier.value)}</i>
              <span>{words?.label ?? outlier.figure}</span>
              <i>
                <span>typically {format(outlier.typical)}</span>
              </i>
            </UnstyledButton>
          </li>
        );
      })}
    </ul>
  );
}
