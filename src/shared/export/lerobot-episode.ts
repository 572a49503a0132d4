import { STEP_RATE } from "../base/specs.ts";
import { allocateColumn, STEP_COLUMNS } from "../dataset/columns.ts";
import type { ColumnArray, ColumnName, ColumnSpec, StepColumns } from "../dataset/columns.ts";
import type { Episode } from "../dataset/episode.ts";
import type { LeRobotFeature } from "./lerobot-features.ts";

/** Where an episode lies in a LeRobot dataset. */
export interface LeRobotPlace {
  /** index of the episode, and of its first frame in the whole dataset */
  readonly episode: number;
  readonly frame: number;
  /** labelled as done well */
  readonly success: boolean;
}

/** The values of a feature; int64 as numbers. */
export type FeatureValues = ColumnArray;

function counting(first: number, rows: number): Float64Array {
  const values = new Float64Array(rows);
  for (let i = 0; i < rows; i++) values[i] = first + i;
  return values;
}

function frameTimes(rows: number): Float32Array {
  const times = new Float32Array(rows);
  for (let i = 0; i < rows; i++) times[i] = i / STEP_RATE;
  return times;
}

function atEnd(rows: number, flag: boolean): Uint8Array {
  const values = new Uint8Array(rows);
  if (rows > 0) values[rows - 1] = Number(flag);
  return values;
}

/** What stands for a column that this episode lacks and others have: NaN, or 0 in whole numbers. */
function filler(column: ColumnName, rows: number): ColumnArray {
  const spec: ColumnSpec = STEP_COLUMNS[column];
  const values = allocateColumn(spec, rows);
  return spec.type === "float32" || spec.type === "float64" ? values.fill(Number.NaN) : values;
}

function required(columns: StepColumns, name: ColumnName): ColumnArray {
  return columns[name] ?? new Float64Array(0);
}

/**
 * An episode's values of one feature. `timestamp` is frame_index / fps, as the library demands; the times that were
 * really held are in our own columns.
 */
export function featureValues({ meta, columns }: Episode, feature: LeRobotFeature, place: LeRobotPlace): FeatureValues {
  const { steps: rows } = meta;
  if (feature.column !== null) return columns[feature.column] ?? filler(feature.column, rows);
  switch (feature.key) {
    case "observation.state":
      return new Float32Array(required(columns, "observation"));
    case "next.reward":
      return new Float32Array(required(columns, "reward"));
    case "next.done":
      return atEnd(rows, true);
    case "next.truncated":
      return new Uint8Array(required(columns, "truncated"));
    case "next.success":
      return atEnd(rows, place.success);
    case "timestamp":
      return frameTimes(rows);
    case "frame_index":
      return counting(0, rows);
    case "index":
      return counting(place.frame, rows);
    case "episode_index":
      return new Float64Array(rows).fill(place.episode);
    case "task_index":
      return new Float64Array(rows);
    default:
      throw new Error(`no values for the feature ${feature.key}`);
  }
}
