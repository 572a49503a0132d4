import { STEP_COLUMNS } from "./columns.ts";
import type { ColumnArray, ColumnName, ColumnSpec, StepColumns } from "./columns.ts";
import type { Trim } from "./curation.ts";
import { markEnd } from "./end-of-episode.ts";
import type { Episode, EpisodeMeta } from "./episode.ts";

/** The trim as far as an episode of `steps` steps reaches; null where nothing is cut off. */
export function effectiveTrim(trim: Trim | null, steps: number): Trim | null {
  if (trim === null) return null;
  const to = Math.min(trim.to, steps);
  return trim.from >= to || (trim.from === 0 && to === steps) ? null : { from: trim.from, to };
}

/**
 * Steps [from, to) as an episode of their own: rows counted from 0, the return summed anew, the observation after the
 * last row, and truncated where the cut is before the episode's end. Times, positions and missed ticks stay as recorded. A last
 * row that does not say that it is the last is marked also where nothing is cut off: a journal that became an episode, and
 * files of earlier versions, have such.
 */
export function trimEpisode(episode: Episode, wanted: Trim | null): Episode {
  const trim = effectiveTrim(wanted, episode.meta.steps);
  if (trim === null) return marked(episode);
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
  const meta: EpisodeMeta = {
    ...episode.meta,
    steps,
    return: sum,
    terminated: cutShort ? false : episode.meta.terminated,
    truncated: cutShort ? true : episode.meta.truncated,
    cause: cutShort ? "operator" : episode.meta.cause,
    finalObservation,
  };
  return {
    meta,
    columns: cutShort ? endingHere(columns, steps, meta) : columns,
    snapshots: episode.snapshots
      .filter(({ step }) => step >= trim.from && step < trim.to)
      .map(({ step, bytes }) => ({ step: step - trim.from, bytes })),
  };
}

function marked(episode: Episode): Episode {
  const columns = markEnd(episode.columns, episode.meta.steps, episode.meta);
  return columns === episode.columns ? episode : { ...episode, columns };
}

/** Also where rows tell no causes: the cut is an end that nobody recorded. */
function endingHere(columns: StepColumns, steps: number, meta: EpisodeMeta): StepColumns {
  const ended = markEnd(columns, steps, meta);
  if (ended.truncated !== undefined && ended.terminated?.[steps - 1] !== 1) ended.truncated[steps - 1] = 1;
  return ended;
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
  return result;
}
