import { FailureError } from "../base/failure.ts";
import { ACTION, ACTION_SIZE, OBSERVATION, OBSERVATION_SIZE } from "../base/specs.ts";
import { STEP_COLUMNS } from "../dataset/columns.ts";
import type { ColumnName, ColumnSpec } from "../dataset/columns.ts";

/** What a table of steps is read as: our columns, and the observation after the step where a table has it. */
export type RowField = ColumnName | "next_observation";

/** Where a field comes from: one column of lists, or one column per place. */
export interface FieldSource {
  readonly field: RowField;
  readonly width: number;
  readonly columns: readonly string[];
}

/** How a table's columns are read. */
export interface TableMapping {
  /** whether it has our own columns under our own names: then all of them are taken over as they are */
  readonly native: boolean;
  /** the column that tells episodes apart; null: they end where a flag says so */
  readonly episode: string | null;
  readonly fields: readonly FieldSource[];
}

/** Whether a column of that name exists, and how many values it has per row: a number, or "list". */
export type ColumnKinds = ReadonlyMap<string, "scalar" | "list">;

const EPISODE_NAMES = ["episode", "episode_id", "episode_index", "episodes", "episode_number", "ep", "trajectory_id"];

const ALIASES: Partial<Record<RowField, readonly string[]>> = {
  observation: ["observation", "observations", "obs", "state", "states", "observation.state"],
  action: ["action", "actions", "act"],
  reward: ["reward", "rewards", "next.reward", "rew"],
  terminated: ["terminated", "terminations", "terminals", "terminal", "termination", "done", "dones", "next.done"],
  truncated: ["truncated", "truncations", "truncation", "timeouts", "timeout", "next.truncated"],
  next_observation: ["next_observation", "next_observations", "next_obs", "next_state", "next_states"],
};

const PLACES: Partial<Record<RowField, readonly string[]>> = {
  observation: OBSERVATION.map(({ name }) => name),
  next_observation: OBSERVATION.map(({ name }) => name),
  action: ACTION.map(({ name }) => name),
};

const WIDTHS: Partial<Record<RowField, number>> = {
  observation: OBSERVATION_SIZE,
  next_observation: OBSERVATION_SIZE,
  action: ACTION_SIZE,
};

function spread(
  table: ColumnKinds,
  prefix: string,
  width: number,
  places: readonly string[],
): readonly string[] | null {
  const ways = [
    places.map((place) => `${prefix}_${place}`),
    ...["_", ".", "", "/"].map((mark) => Array.from({ length: width }, (_item, i) => `${prefix}${mark}${i}`)),
    Array.from({ length: width }, (_item, i) => `${prefix}[${i}]`),
  ];
  return ways.find((names) => names.length === width && names.every((name) => table.get(name) === "scalar")) ?? null;
}

function find(table: ColumnKinds, field: RowField): FieldSource | null {
  const width = WIDTHS[field] ?? 1;
  for (const name of ALIASES[field] ?? []) {
    const kind = table.get(name);
    if (kind === (width === 1 ? "scalar" : "list")) return { field, width, columns: [name] };
    // LeRobot's own libraries write lists of one where a plain value is meant
    if (width === 1 && kind === "list") return { field, width, columns: [name] };
    const columns = width === 1 ? null : spread(table, name, width, PLACES[field] ?? []);
    if (columns !== null) return { field, width, columns };
  }
  return null;
}

/** The columns a list column of ours is spread out into in tables of plain values, from its name and its size. */
export type SpreadNames = (name: ColumnName, size: number) => readonly string[];

function nativeFields(table: ColumnKinds, spreadNames: SpreadNames | null): readonly FieldSource[] | null {
  const fields: FieldSource[] = [];
  for (const [key, entry] of Object.entries(STEP_COLUMNS)) {
    const spec: ColumnSpec = entry;
    const field = key as ColumnName;
    const columns = spec.size > 1 && spreadNames !== null ? spreadNames(field, spec.size) : [key];
    const kind = spec.size > 1 && spreadNames === null ? "list" : "scalar";
    if (columns.every((name) => table.get(name) === kind)) fields.push({ field, width: spec.size, columns });
    else if (spec.required) return null;
  }
  return fields;
}

/**
 * Finds the hopper's columns in a table: ours under our names, else observation, action, reward, terminated or done,
 * truncated, next observation and episode under usual names, lists or spread out (`obs_0` … or our suffixes).
 * FailureError "unsupported" that names what is missing and what is there.
 */
export function mapTable(table: ColumnKinds, what: string, spreadNames: SpreadNames | null): TableMapping {
  const episode = EPISODE_NAMES.find((name) => table.get(name) === "scalar") ?? null;
  const native = nativeFields(table, spreadNames);
  if (native !== null && table.has("episode")) return { native: true, episode: "episode", fields: native };
  const found = (Object.keys(ALIASES) as RowField[]).flatMap((field) => find(table, field) ?? []);
  const missing = (["observation", "action", "reward"] as const).filter(
    (field) => !found.some((source) => source.field === field),
  );
  if (missing.length > 0) {
    const names = [...table.keys()].slice(0, 30).join(", ");
    throw new FailureError(
      "unsupported",
      `${what} has no ${missing.join(", no ")} of the hopper. Its columns: ${names}.`,
      "Name the columns observation (11 numbers), action (3), reward, terminated, truncated and episode.",
    );
  }
  if (episode === null && !found.some(({ field }) => field === "terminated" || field === "truncated"))
    throw new FailureError(
      "unsupported",
      `${what} does not tell its episodes apart: it has neither an episode column nor flags of their ends.`,
      "Add a column episode, or terminated and truncated.",
    );
  return { native: false, episode, fields: found };
}
