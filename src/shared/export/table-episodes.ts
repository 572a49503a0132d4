import { ACTION_SIZE, OBSERVATION_SIZE } from "../base/specs.ts";
import { CODE_LIMITS, END_CAUSES, STEP_COLUMNS } from "../dataset/columns.ts";
import type { ColumnArray, ColumnName, ColumnSpec, StepColumns, StepSnapshot } from "../dataset/columns.ts";
import type { Curation } from "../dataset/curation.ts";
import type { EpisodeEnd, EpisodeStart } from "../dataset/episode.ts";
import { invalidFile } from "../dataset/invalid-file.ts";
import type { EpisodeRecord } from "./episode-record.ts";
import type { RowField } from "./foreign-columns.ts";
import { fromMinari, UNKNOWN_START } from "./minari-episode.ts";
import { stepColumnsOf } from "./row-columns.ts";

/** The rows of one episode out of a table. */
export interface TableEpisode {
  /** as the table names it */
  readonly key: string;
  readonly rows: number;
  readonly fields: ReadonlyMap<RowField, ColumnArray>;
  readonly snapshots: readonly StepSnapshot[];
}

/** What a file says about an episode beside its rows. */
export interface EpisodeExtras {
  readonly record: EpisodeRecord;
  readonly finalObservation: ArrayLike<number>;
}

/** An episode as a dataset takes it. */
export interface ReadEpisode {
  readonly id: string | null;
  readonly createdAt: string | null;
  readonly curation: Partial<Curation>;
  readonly start: EpisodeStart;
  readonly columns: StepColumns;
  readonly snapshots: readonly StepSnapshot[];
  readonly finalObservation: ArrayLike<number>;
  readonly end: EpisodeEnd;
}

/**
 * Checks that columns are an episode as our own files hold it: the required ones, their lengths, steps from 0 on,
 * known codes, snapshots within. FailureError "invalid-file" naming `name`.
 */
function checkStepColumns(columns: StepColumns, rows: number, snapshots: readonly StepSnapshot[], name: string): void {
  if (rows < 1) throw invalidFile(`${name} has no steps.`);
  for (const [key, entry] of Object.entries(STEP_COLUMNS)) {
    const spec: ColumnSpec = entry;
    const values = columns[key as ColumnName];
    if (values === undefined ? spec.required : values.length !== rows * spec.size)
      throw invalidFile(`${name}: column ${key} has ${values?.length ?? 0} values for ${rows} steps.`);
    const limit = CODE_LIMITS[key as ColumnName];
    if (limit !== undefined && values?.some((code) => code >= limit) === true)
      throw invalidFile(`${name}: column ${key} has an unknown code.`);
  }
  if (columns.step?.some((step, row) => step !== row) === true)
    throw invalidFile(`${name}: its steps are not 0, 1, 2 and so on.`);
  if (snapshots.some(({ step }) => step < 0 || step >= rows))
    throw invalidFile(`${name}: a snapshot belongs to no step.`);
}

/** An episode with our own columns; without `extras` its origin is unknown, and its last observation stands for the one after it. */
export function nativeEpisode(
  episode: TableEpisode,
  extras: EpisodeExtras | null,
  curation: Partial<Curation> = {},
): ReadEpisode {
  const { key, rows, fields, snapshots } = episode;
  const columns = stepColumnsOf(fields);
  const name = `Episode ${key.slice(0, 40)}`;
  checkStepColumns(columns, rows, snapshots, name);
  if (extras === null) {
    const code = columns.cause?.[rows - 1] ?? 0;
    const cause = END_CAUSES[code] ?? "running";
    return {
      id: null,
      createdAt: null,
      curation,
      start: UNKNOWN_START,
      columns,
      snapshots: [],
      finalObservation: columns.observation?.slice(-OBSERVATION_SIZE) ?? [],
      end: { cause: cause === "running" ? "interrupted" : cause, health: null },
    };
  }
  const { record, finalObservation } = extras;
  if (finalObservation.length !== OBSERVATION_SIZE)
    throw invalidFile(`${name}: the observation after its last step has another size.`);
  const { id, createdAt, start, end } = record;
  return { id, createdAt, curation: said(record.curation), start, columns, snapshots, finalObservation, end };
}

function said(curation: EpisodeRecord["curation"]): Partial<Curation> {
  const { name, verdict, success, rating, tags, note, operator, trim, split } = curation;
  return {
    ...(name === undefined ? {} : { name }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(success === undefined ? {} : { success }),
    ...(rating === undefined ? {} : { rating }),
    ...(tags === undefined ? {} : { tags }),
    ...(note === undefined ? {} : { note }),
    ...(operator === undefined ? {} : { operator }),
    ...(trim === undefined ? {} : { trim }),
    ...(split === undefined ? {} : { split }),
  };
}

function flags(values: ColumnArray | undefined, rows: number): Uint8Array {
  return values === undefined ? new Uint8Array(rows) : Uint8Array.from(values, (value) => Number(value !== 0));
}

/**
 * An episode of another program's table. Where the table has no next observation, the last observation stands for the
 * one after it. FailureError "invalid-file" for values that are not finite and flags before the last step.
 */
export function foreignEpisode({ key, rows, fields }: TableEpisode): ReadEpisode {
  const observation = Float64Array.from(fields.get("observation") ?? []);
  const next = fields.get("next_observation");
  const observations = new Float64Array((rows + 1) * OBSERVATION_SIZE);
  observations.set(observation);
  const after = next ?? observation;
  observations.set(after.subarray((rows - 1) * OBSERVATION_SIZE, rows * OBSERVATION_SIZE), rows * OBSERVATION_SIZE);
  const terminations = flags(fields.get("terminated"), rows);
  const truncations = flags(fields.get("truncated"), rows);
  // LeRobot's next.done is also set where an episode is only cut off
  if (truncations[rows - 1] === 1) terminations[rows - 1] = 0;
  const { start, columns, finalObservation, cause } = fromMinari(
    {
      seed: null,
      steps: rows,
      observations,
      actions: Float32Array.from(fields.get("action") ?? new Float32Array(rows * ACTION_SIZE)),
      rewards: Float64Array.from(fields.get("reward") ?? []),
      terminations,
      truncations,
    },
    `Episode ${key.slice(0, 40)}`,
  );
  return {
    id: null,
    createdAt: null,
    curation: {},
    start,
    columns,
    snapshots: [],
    finalObservation,
    end: { cause, health: null },
  };
}
