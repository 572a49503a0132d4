/** The step columns of an episode: names, types, shapes and units. One row is one environment step. */

export type ColumnType = "float64" | "float32" | "int32" | "uint8";

/** One column; `size` > 1 is a fixed-size list. */
export interface ColumnSpec {
  readonly type: ColumnType;
  readonly size: number;
  readonly unit: string;
  readonly doc: string;
  /** every episode has it; the others are absent where the source did not know them (imports) */
  readonly required: boolean;
}

const column = (type: ColumnType, size: number, unit: string, doc: string, required = false): ColumnSpec => ({
  type,
  size,
  unit,
  doc,
  required,
});

/** Format version 1. Order is the file's column order. */
export const STEP_COLUMNS = {
  step: column("int32", 1, "1", "steps since the episode's start, 0, 1, 2 …", true),
  observation: column(
    "float64",
    11,
    "m, rad, m/s, rad/s",
    "observation before the step, as Gymnasium's Hopper-v5",
    true,
  ),
  action: column("float32", 3, "1", "the executed torques, the very values the simulator used, in [-1, 1]", true),
  reward: column("float64", 1, "1", "reward of the step", true),
  terminated: column("uint8", 1, "bool", "the step ended the episode in an unhealthy state", true),
  truncated: column("uint8", 1, "bool", "the step ended the episode by its time limit or the operator's stop", true),
  action_intended: column(
    "float32",
    3,
    "1",
    "the torques before clipping that the level of help, the policy or the script wanted; without noise",
  ),
  action_label: column(
    "float32",
    3,
    "1",
    "the clean action where noise was executed (DART), the expert's where it only labels (DAgger); else equal to `action`",
  ),
  reward_forward: column("float64", 1, "1", "forward part of the reward"),
  reward_healthy: column("float64", 1, "1", "healthy part of the reward"),
  reward_ctrl: column("float64", 1, "1", "control part of the reward, ≤ 0"),
  cause: column("uint8", 1, "END_CAUSES", "why the episode ended at this step; 0 while it runs"),
  contact: column("uint8", 1, "bool", "a body touched the floor at the end of the step"),
  x: column("float64", 1, "m", "torso x before the step (not part of the observation)"),
  sim_time: column("float64", 1, "s", "simulated time before the step"),
  wall_time: column("float64", 1, "s", "monotonic wall time at which the step was computed, from the episode's start"),
  time_scale: column("float32", 1, "1", "simulated seconds per real second"),
  pad_time: column("float64", 1, "s", "wall_time at which the page read the input device; NaN without one"),
  pad_age: column("float32", 1, "s", "from the page's reading of the input device to its use; NaN without one"),
  missed_ticks: column("int32", 1, "1", "control ticks missed since the episode's start"),
  pad_axes: column(
    "float32",
    4,
    "1",
    "axes in [-1, 1], W3C standard layout: after the profile's mapping, before dead zone and curve",
  ),
  pad_buttons: column("float32", 17, "1", "button values in [0, 1], W3C standard layout: after the profile's mapping"),
  intent: column("float32", 4, "m/s, 1, rad, 1", "commanded speed, height, lean, thrust"),
  push: column("float32", 8, "N·s", "impulses applied at the step's start: torso x z, thigh x z, leg x z, foot x z"),
  source: column("uint8", 1, "STEP_SOURCES", "who acted"),
  level: column("uint8", 1, "HELP_LEVELS", "level of help"),
  takeover: column("uint8", 1, "bool", "the first step after control changed hands"),
  pad_device: column("uint8", 1, "INPUT_DEVICES", "input device that was read; who acted is in `source`"),
} as const satisfies Record<string, ColumnSpec>;

export type ColumnName = keyof typeof STEP_COLUMNS;

/** Codes of the `cause` column. */
export const END_CAUSES = [
  "running",
  "height",
  "pitch",
  "state",
  "time-limit",
  "operator",
  "interrupted",
  "abandoned",
] as const;
export type EpisodeCause = (typeof END_CAUSES)[number];
/** Codes of the `source` column. */
export const STEP_SOURCES = ["human", "scripted", "policy", "imported"] as const;
export type StepSource = (typeof STEP_SOURCES)[number];
/** Codes of the `level` column: levels of help; "none" for scripted experts, policies and imports. */
export const HELP_LEVELS = ["none", "torque", "joints", "hop", "cruise"] as const;
export type HelpLevel = (typeof HELP_LEVELS)[number];

/** Codes of the `pad_device` column. */
export const INPUT_DEVICES = ["none", "pad", "keyboard"] as const;
export type InputDeviceKind = (typeof INPUT_DEVICES)[number];

/** A simulator snapshot is stored before step 0 and every this many steps. */
export const SNAPSHOT_EVERY = 125;
/**
 * Steps per journal batch. A crash can cost one batch on its way to the disk and one being gathered: 32 steps, as long as
 * a batch is written within the 128 ms in which the next one is gathered.
 */
export const BATCH_STEPS = 16;

export type ColumnArray = Float64Array | Float32Array | Int32Array | Uint8Array;

/** Columns of `count` consecutive rows; lists are flattened row by row (length = count × size). */
export type StepColumns = { readonly [name in ColumnName]?: ColumnArray };

/** A simulator snapshot taken before `step`. */
export interface StepSnapshot {
  readonly step: number;
  readonly bytes: Uint8Array;
}

/** What crosses the bridge every BATCH_STEPS steps while recording. */
export interface StepBatch {
  /** index of the first row */
  readonly first: number;
  readonly count: number;
  readonly columns: StepColumns;
  readonly snapshots: readonly StepSnapshot[];
  /** observation after the last row (11), so that a recovered episode has its final observation */
  readonly finalObservation: Float64Array;
}

/** A typed array of the column's type. */
export function allocateColumn(spec: ColumnSpec, rows: number): ColumnArray {
  const length = rows * spec.size;
  switch (spec.type) {
    case "float64":
      return new Float64Array(length);
    case "float32":
      return new Float32Array(length);
    case "int32":
      return new Int32Array(length);
    case "uint8":
      return new Uint8Array(length);
  }
}

/** Codes of a column are below its limit. */
export const CODE_LIMITS: Partial<Record<ColumnName, number>> = {
  terminated: 2,
  truncated: 2,
  contact: 2,
  takeover: 2,
  cause: END_CAUSES.length,
  source: STEP_SOURCES.length,
  level: HELP_LEVELS.length,
  pad_device: INPUT_DEVICES.length,
};
