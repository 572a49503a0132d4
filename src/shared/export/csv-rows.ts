import { ACTION, BODIES, OBSERVATION } from "../base/specs.ts";
import { END_CAUSES, HELP_LEVELS, STEP_COLUMNS, STEP_SOURCES } from "../dataset/columns.ts";
import type { ColumnName, ColumnSpec, StepColumns } from "../dataset/columns.ts";
import type { Episode, EpisodeSummary } from "../dataset/episode.ts";

const INTENT = ["speed", "height", "lean", "thrust"] as const;

const SUFFIXES: Partial<Record<ColumnName, readonly string[]>> = {
  observation: OBSERVATION.map((dimension) => dimension.name),
  action: ACTION.map((dimension) => dimension.name),
  action_intended: ACTION.map((dimension) => dimension.name),
  action_label: ACTION.map((dimension) => dimension.name),
  intent: INTENT,
  push: BODIES.flatMap((body) => [`${body}_x`, `${body}_z`]),
};

const CODES: Partial<Record<ColumnName, readonly string[]>> = {
  cause: END_CAUSES,
  source: STEP_SOURCES,
  level: HELP_LEVELS,
};

const EPISODE_FIELDS = [
  "id",
  "name",
  "createdAt",
  "steps",
  "return",
  "terminated",
  "truncated",
  "cause",
  "source",
  "level",
  "seed",
  "recovered",
  "replays",
  "dropped",
  "policyId",
  "device",
  "operator",
  "noise",
  "fingerprint",
] as const satisfies readonly (keyof EpisodeSummary)[];

/** The step columns of a CSV file: a list column becomes one column per place, with a named suffix. */
export function csvHeader(): readonly string[] {
  const columns = Object.entries(STEP_COLUMNS).flatMap(([name, entry]) => {
    const spec: ColumnSpec = entry;
    if (spec.size === 1) return [name];
    const suffixes = SUFFIXES[name as ColumnName];
    return Array.from({ length: spec.size }, (_item, i) => `${name}_${suffixes?.[i] ?? i}`);
  });
  return ["episode", ...columns];
}

function cell(name: ColumnName, columns: StepColumns, at: number): string {
  const value = columns[name]?.[at];
  if (value === undefined) return "";
  return CODES[name]?.[value] ?? (Object.is(value, -0) ? "-0" : String(value));
}

/**
 * The rows of an episode. Numbers have as many digits as their exact value needs to be read back bit for bit; columns
 * that the episode lacks are empty.
 */
export function* csvRows({ meta, columns }: Episode): Generator<readonly string[], void, void> {
  const specs = Object.entries(STEP_COLUMNS) as [ColumnName, ColumnSpec][];
  for (let row = 0; row < meta.steps; row++) {
    const cells = [meta.id];
    for (const [name, { size }] of specs)
      for (let i = 0; i < size; i++) cells.push(cell(name, columns, row * size + i));
    yield cells;
  }
}

/** The header of the table of episodes; the observation after the last step is part of it. */
export function csvEpisodeHeader(): readonly string[] {
  return [...EPISODE_FIELDS, ...OBSERVATION.map((dimension) => `final_observation_${dimension.name}`)];
}

/** An episode's row in that table. */
export function csvEpisodeRow(episode: EpisodeSummary): readonly string[] {
  const fields = EPISODE_FIELDS.map((field) => {
    const value = episode[field];
    return value === null ? "" : String(value);
  });
  return [...fields, ...OBSERVATION.map((_dimension, i) => String(episode.finalObservation[i] ?? ""))];
}
