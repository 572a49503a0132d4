import { END_CAUSES } from "./columns.ts";
import type { EpisodeCause, StepColumns } from "./columns.ts";
import type { JournalStart } from "./episode-header.ts";
import type { EpisodeEnd, EpisodeMeta } from "./episode.ts";

/** Whether the simulation ended the episode, not a person or a machine. */
export function isSimulatedEnd(cause: EpisodeCause): boolean {
  return cause === "height" || cause === "pitch" || cause === "state" || cause === "time-limit";
}

/** What rows say about their episode, summed block by block. */
export interface RowTotals {
  readonly rows: number;
  /** rewards, added in the rows' order */
  readonly return: number;
  /** of the last row */
  readonly terminated: boolean;
  readonly truncated: boolean;
  readonly cause: EpisodeCause;
}

export const NO_ROWS: RowTotals = { rows: 0, return: 0, terminated: false, truncated: false, cause: "running" };

/** The totals after `count` more rows. */
export function addRows(before: RowTotals, columns: StepColumns, count: number): RowTotals {
  const last = count - 1;
  const rewards = columns.reward ?? new Float64Array(0);
  let sum = before.return;
  for (let row = 0; row < count; row++) sum += rewards[row] ?? 0;
  return {
    rows: before.rows + count,
    return: sum,
    terminated: columns.terminated?.[last] === 1,
    truncated: columns.truncated?.[last] === 1,
    cause: END_CAUSES[columns.cause?.[last] ?? 0] ?? "running",
  };
}

/** What `describeTotals` needs to know. */
export interface EndedRows {
  readonly start: JournalStart;
  readonly totals: RowTotals;
  readonly finalObservation: ArrayLike<number>;
  /** null when the writer died before it could say */
  readonly end: EpisodeEnd | null;
  readonly replays: boolean | null;
}

/**
 * The metadata of an episode. One that did not terminate counts as truncated. Without an `end` it is marked recovered,
 * and its cause is the last row's, or "interrupted". What the simulation ended, nobody has stopped or interrupted: whoever
 * says so came after that row. Only a branch that was left is called "abandoned" all the same.
 */
export function describeTotals({ start, totals, finalObservation, end, replays }: EndedRows): EpisodeMeta {
  const rowsSay = end === null || (isSimulatedEnd(totals.cause) && end.cause !== "abandoned");
  const said = rowsSay ? totals.cause : end.cause;
  return {
    ...start,
    steps: totals.rows,
    return: totals.return,
    terminated: totals.terminated,
    truncated: totals.truncated || !totals.terminated,
    cause: said === "running" ? (end === null ? "interrupted" : "operator") : said,
    health: end?.health ?? null,
    recovered: end === null,
    replays,
    finalObservation: Array.from(finalObservation),
  };
}

/** What `describeEpisode` needs to know. */
export interface RecordedRows extends Omit<EndedRows, "totals"> {
  readonly columns: StepColumns;
  readonly rows: number;
}

/** `describeTotals` of rows that are in memory as a whole. */
export function describeEpisode({ columns, rows, ...rest }: RecordedRows): EpisodeMeta {
  return describeTotals({ ...rest, totals: addRows(NO_ROWS, columns, rows) });
}

/**
 * The columns of an episode's last `rows` rows, of which the last one says of the episode's end what its header says: where
 * the recording was cut short, that row was written as one of many. A row that tells an end stands as it is, and so do those
 * of an episode whose rows tell no causes (imports).
 */
export function markEnd(columns: StepColumns, rows: number, { cause }: Pick<EpisodeMeta, "cause">): StepColumns {
  const last = rows - 1;
  const { terminated, truncated, cause: causes } = columns;
  const goesOn =
    causes?.[last] === END_CAUSES.indexOf("running") && terminated?.[last] === 0 && truncated?.[last] === 0;
  if (!goesOn) return columns;
  const marked = { truncated: Uint8Array.from(truncated), cause: Uint8Array.from(causes) };
  marked.truncated[last] = 1;
  marked.cause[last] = END_CAUSES.indexOf(cause);
  return { ...columns, ...marked };
}
