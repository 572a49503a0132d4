import { END_CAUSES } from "./columns.ts";
import type { StepColumns } from "./columns.ts";
import type { JournalStart } from "./episode-header.ts";
import type { EpisodeEnd, EpisodeMeta } from "./episode.ts";

/** What `describeEpisode` needs to know. */
export interface RecordedRows {
  readonly start: JournalStart;
  readonly columns: StepColumns;
  readonly rows: number;
  readonly finalObservation: ArrayLike<number>;
  /** null when the writer died before it could say */
  readonly end: EpisodeEnd | null;
  readonly replays: boolean | null;
}

/**
 * The metadata of an episode from its rows. An episode that did not terminate counts as truncated. Without an `end`
 * it is marked recovered, and its cause is the last row's, or "interrupted".
 */
export function describeEpisode({ start, columns, rows, finalObservation, end, replays }: RecordedRows): EpisodeMeta {
  const last = rows - 1;
  const terminated = columns.terminated?.[last] === 1;
  const rowCause = END_CAUSES[columns.cause?.[last] ?? 0] ?? "running";
  const said = end?.cause ?? rowCause;
  const rewards = columns.reward ?? new Float64Array(0);
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += rewards[row] ?? 0;
  return {
    ...start,
    steps: rows,
    return: sum,
    terminated,
    truncated: columns.truncated?.[last] === 1 || !terminated,
    cause: said === "running" ? (end === null ? "interrupted" : "operator") : said,
    health: end?.health ?? null,
    recovered: end === null,
    replays,
    finalObservation: Array.from(finalObservation),
  };
}
