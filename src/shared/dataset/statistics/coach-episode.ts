import type { EpisodeFigures } from "../dataset-statistics.ts";
import type { Episode } from "../episode.ts";
import { COMPARED_FIGURES } from "../episode-coaching.ts";
import type { ComparedFigure, EpisodeCoaching, TypicalFigures } from "../episode-coaching.ts";
import { selectQuantiles } from "./quantiles.ts";
import { StatisticsAccumulator } from "./statistics-accumulator.ts";

/** What is kept of an episode, so that others can be compared with it. */
export interface EpisodeSketch {
  readonly figures: EpisodeFigures;
  /** visited cells, ascending: plane · bins² + cell, of the planes in NOVELTY_PLANES */
  readonly cells: Uint16Array;
}

/** Axes of the planes whose cells count for novelty. */
const NOVELTY_PLANES = ["z × pitch", "thigh × leg"] as const;
/** Steps that an accumulator samples for quantiles, which a sketch has no use for. */
const FEW = 16;

/** Sketches an episode that has at least the required ones of STATISTICS_COLUMNS. */
export function sketchEpisode(episode: Pick<Episode, "meta" | "columns">): EpisodeSketch {
  const accumulator = new StatisticsAccumulator(FEW);
  accumulator.add(episode);
  const { figures, coverage } = accumulator.result();
  const [own] = figures;
  if (own === undefined) throw new Error("an accumulator forgot its episode");
  const cells: number[] = [];
  for (const { x, y, bins, counts } of coverage) {
    const plane = NOVELTY_PLANES.findIndex((name) => name === `${x.name} × ${y.name}`);
    if (plane < 0) continue;
    counts.forEach((count, cell) => {
      if (count > 0) cells.push(plane * bins * bins + cell);
    });
  }
  return { figures: own, cells: Uint16Array.from(cells) };
}

/** Compares an episode with others; `best` is the highest return that its driver had reached, null without one. */
export function coachEpisode(
  own: EpisodeSketch,
  others: readonly EpisodeSketch[],
  best: number | null = null,
): EpisodeCoaching {
  const { figures, cells } = own;
  if (others.length === 0) return { figures, compared: 0, typical: null, novelty: null, best };
  const seen = new Set<number>();
  for (const other of others) for (const cell of other.cells) seen.add(cell);
  const fresh = cells.reduce((count, cell) => (seen.has(cell) ? count : count + 1), 0);
  return {
    figures,
    compared: others.length,
    typical: typicalOf(others),
    novelty: cells.length === 0 ? 0 : fresh / cells.length,
    best,
  };
}

function typicalOf(others: readonly EpisodeSketch[]): TypicalFigures {
  const median = (name: ComparedFigure): number | null => {
    const values = others.flatMap(({ figures }) => figures[name] ?? []).filter(Number.isFinite);
    return values.length === 0 ? null : (selectQuantiles(Float64Array.from(values), [0.5])[0] ?? null);
  };
  return Object.fromEntries(COMPARED_FIGURES.map((name) => [name, median(name)])) as Record<
    ComparedFigure,
    number | null
  >;
}
