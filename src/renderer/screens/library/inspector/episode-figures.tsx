import { useMemo } from "react";
import type { JSX } from "react";
import type { EpisodeFigures } from "../../../../shared/dataset/dataset-statistics.ts";
import type { Episode, EpisodeSummary } from "../../../../shared/dataset/episode.ts";
import { StatisticsAccumulator } from "../../../../shared/dataset/statistics/statistics-accumulator.ts";
import { effectiveTrim, trimEpisode } from "../../../../shared/dataset/trim-episode.ts";
import { formatReturn } from "../../../components/format.ts";
import { FIGURES } from "../figure-words.ts";
import { Facts, Section } from "./section.tsx";

interface EpisodeFiguresProps {
  readonly episode: EpisodeSummary;
  /** null until it has come */
  readonly loaded: Episode | null;
}

/** What tells this episode from others, of what its trim leaves. */
export function EpisodeFiguresList({ episode, loaded }: EpisodeFiguresProps): JSX.Element {
  const { trim } = episode.curation;
  const figures = useMemo(() => (loaded === null ? null : figuresOf(trimEpisode(loaded, trim))), [loaded, trim]);
  const trimmed = effectiveTrim(trim, episode.steps) !== null;
  const facts = FIGURES.map(({ key, label, doc, format }) => {
    const value = figures?.[key];
    return { name: label, value: value === undefined || value === null ? "–" : format(value), title: doc };
  });
  return (
    <Section title={trimmed ? "Figures of what is kept" : "Figures"}>
      <Facts
        facts={
          figures === null
            ? facts.map((fact) => (fact.name === "Return" ? { ...fact, value: formatReturn(episode.return) } : fact))
            : facts
        }
      />
    </Section>
  );
}

function figuresOf(episode: Episode): EpisodeFigures | null {
  const accumulator = new StatisticsAccumulator();
  accumulator.add(episode);
  return accumulator.result().figures[0] ?? null;
}
