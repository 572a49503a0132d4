import { ACTION, BODIES, OBSERVATION, STEP_RATE } from "../base/specs.ts";
import { STEP_COLUMNS } from "../dataset/columns.ts";
import type { ColumnName, ColumnSpec } from "../dataset/columns.ts";

/** Version of LeRobot's format that is written. */
const LEROBOT_VERSION = "v3.0";
/** What our own columns are called among LeRobot's features. A policy takes none of them for an input. */
export const OWN_PREFIX = "pogo.";
/** Files per folder, and megabytes per file, as the library's own defaults. */
export const CHUNKS_SIZE = 1000;
export const DATA_FILE_MEGABYTES = 100;
const VIDEO_FILE_MEGABYTES = 200;
export const TASK = "Hop forward";

export type LeRobotType = "float32" | "float64" | "int64" | "int32" | "uint8" | "bool";

/** A column of LeRobot's tables as info.json describes it. */
export interface LeRobotFeature {
  readonly key: string;
  readonly dtype: LeRobotType;
  readonly size: number;
  readonly names: readonly string[] | null;
  /** the column of ours it holds as it is; null: made for LeRobot */
  readonly column: ColumnName | null;
}

const NAMES: Partial<Record<ColumnName, readonly string[]>> = {
  observation: OBSERVATION.map(({ name }) => name),
  action_intended: ACTION.map(({ name }) => name),
  action_label: ACTION.map(({ name }) => name),
  pad_axes: ["left_x", "left_y", "right_x", "right_y"],
  pad_buttons: Array.from({ length: STEP_COLUMNS.pad_buttons.size }, (_item, i) => `button_${i}`),
  intent: ["speed", "height", "lean", "thrust"],
  push: BODIES.flatMap((body) => [`${body}_x`, `${body}_z`]),
};

/** Columns that a standard feature holds bit for bit. */
const STANDARD: Partial<Record<ColumnName, string>> = {
  step: "frame_index",
  action: "action",
  truncated: "next.truncated",
};

/** The feature that holds a column of ours bit for bit. */
export function featureOf(column: ColumnName): string {
  return STANDARD[column] ?? OWN_PREFIX + column;
}

const scalar = (key: string, dtype: LeRobotType): LeRobotFeature => ({
  key,
  dtype,
  size: 1,
  names: null,
  column: null,
});

/** The features of an export whose episodes have these columns; the library's own five come last, as it writes them. */
export function leRobotFeatures(present: ReadonlySet<ColumnName>): readonly LeRobotFeature[] {
  const own = (Object.entries(STEP_COLUMNS) as [ColumnName, ColumnSpec][]).flatMap(([column, { type, size }]) =>
    column in STANDARD || !present.has(column)
      ? []
      : [{ key: OWN_PREFIX + column, dtype: type, size, names: NAMES[column] ?? null, column }],
  );
  return [
    {
      key: "observation.state",
      dtype: "float32",
      size: OBSERVATION.length,
      names: OBSERVATION.map(({ name }) => name),
      column: null,
    },
    { key: "action", dtype: "float32", size: ACTION.length, names: ACTION.map(({ name }) => name), column: "action" },
    scalar("next.reward", "float32"),
    scalar("next.done", "bool"),
    scalar("next.truncated", "bool"),
    scalar("next.success", "bool"),
    ...own,
    scalar("timestamp", "float32"),
    scalar("frame_index", "int64"),
    scalar("episode_index", "int64"),
    scalar("index", "int64"),
    scalar("task_index", "int64"),
  ];
}

/** meta/info.json. */
export function leRobotInfo(features: readonly LeRobotFeature[], episodes: number, frames: number): string {
  const info = {
    codebase_version: LEROBOT_VERSION,
    robot_type: "hopper",
    total_episodes: episodes,
    total_frames: frames,
    total_tasks: 1,
    chunks_size: CHUNKS_SIZE,
    data_files_size_in_mb: DATA_FILE_MEGABYTES,
    video_files_size_in_mb: VIDEO_FILE_MEGABYTES,
    fps: STEP_RATE,
    splits: { train: `0:${episodes}` },
    data_path: "data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet",
    video_path: null,
    features: Object.fromEntries(
      features.map(({ key, dtype, size, names }) => [key, { dtype, shape: [size], names }] as const),
    ),
  };
  return JSON.stringify(info, null, 4);
}
