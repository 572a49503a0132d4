import { STEP_COLUMNS } from "./columns.ts";
import type { ColumnArray, ColumnName, ColumnSpec, StepColumns } from "./columns.ts";
import type { Trim } from "./curation.ts";
import type { Episode } from "./episode.ts";

/** The trim as far as an episode of `steps` steps reaches; null where nothing is cut off. */
export function effectiveTrim(trim: Trim | null, steps: number): Trim | null {
  if (trim === null) return null;
  const to = Math.min(trim.to, steps);
  return trim.from >= to || (trim.from === 0 && to === steps) ? null : { from: trim.from, to };
}

/**
 * Steps [from, to) as an episode of their own: rows counted from 0, the return summed anew, the observation after the
 * last row, and truncated where the cut is before the episode's end. Times, positions and missed ticks stay as recorded.
 */
export function trimEpisode(episode: Episode, wanted: Trim | null): Episode {
  const trim = effectiveTrim(wanted, episode.meta.steps);
  if (trim === null) return episode;
  const columns = cutColumns(episode.columns, trim);
  const steps = trim.to - trim.from;
  const cutShort = trim.to < episode.meta.steps;
  const width = STEP_COLUMNS.observation.size;
  const { observation } = episode.columns;
  const finalObservation =
    cutShort && observation !== undefined
      ? Array.from(observation.subarray(trim.to * width, (trim.to + 1) * width))
      : episode.meta.finalObservation;
  let sum = 0;
  for (const reward of columns.reward ?? []) sum += reward;
  return {
    meta: {
      ...episode.meta,
      steps,
      return: sum,
      terminated: cutShort ? false : episode.meta.terminated,
      truncated: cutShort ? true : episode.meta.truncated,
      cause: cutShort ? "operator" : episode.meta.cause,
      finalObservation,
    },
    columns,
    snapshots: episode.snapshots
      .filter(({ step }) => step >= trim.from && step < trim.to)
      .map(({ step, bytes }) => ({ step: step - trim.from, bytes })),
  };
}

function cutColumns(columns: StepColumns, { from, to }: Trim): StepColumns {
  const result: { [name in ColumnName]?: ColumnArray } = {};
  for (const [name, entry] of Object.entries(STEP_COLUMNS) as [ColumnName, ColumnSpec][]) {
    const values = columns[name];
    if (values === undefined) continue;
    const rows = values.slice(from * entry.size, to * entry.size);
    if (name === "step") for (let row = 0; row < rows.length; row++) rows[row] = row;
    result[name] = rows;
  }
  const last = to - from - 1;
  if (result.truncated !== undefined && result.terminated?.[last] !== 1) result.truncated[last] = 1;
  return result;
}
