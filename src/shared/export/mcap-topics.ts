import { CODE_LIMITS, STEP_COLUMNS } from "../dataset/columns.ts";
import type { ColumnName, ColumnSpec } from "../dataset/columns.ts";
import { codeWords, spreadNames } from "./csv-rows.ts";

/** Topics of an MCAP file and the columns in their messages; a topic exists for an episode that has one of them. */
export const MCAP_TOPICS = {
  "/observation": ["observation", "x", "contact"],
  "/action": ["action", "action_intended", "action_label"],
  "/reward": ["reward", "reward_forward", "reward_healthy", "reward_ctrl"],
  "/status": ["terminated", "truncated", "cause", "source", "level", "takeover"],
  "/input": ["pad_axes", "pad_buttons", "intent", "push", "pad_time", "pad_age", "pad_device"],
  "/health": ["sim_time", "wall_time", "time_scale", "missed_ticks"],
} as const satisfies Readonly<Record<string, readonly ColumnName[]>>;
export type McapTopic = keyof typeof MCAP_TOPICS;

/** Names of the metadata record that marks a file as ours, and of what an episode has beside its messages. */
export const MCAP_MARK = "pogo";
/** How messages and schemas are encoded, in the words of MCAP's registry. */
export const MCAP_ENCODING = "protobuf";
export const recordAttachment = (episode: number): string => `episode-${episode}/record.json`;
export const snapshotsAttachment = (episode: number): string => `episode-${episode}/snapshots.bin`;

/** Field numbers of the episode's number and of the step, in every message; the topic's columns follow in their order. */
export const EPISODE_FIELD = 1;
export const STEP_FIELD = 2;
const FIRST_COLUMN_FIELD = 3;

/** How a value of a field is stored, in Protocol Buffers' words. Each has a fixed length on the wire. */
export type McapValueType = "double" | "float" | "sfixed32" | "bool" | "enum";

/** Bytes of a value. Codes are below 128, so that their varints take one. */
export const MCAP_VALUE_BYTES: Readonly<Record<McapValueType, number>> = {
  double: 8,
  float: 4,
  sfixed32: 4,
  bool: 1,
  enum: 1,
};

/** A column as a field of a topic's messages. */
export interface McapField {
  readonly column: ColumnName;
  readonly number: number;
  readonly type: McapValueType;
  /** values per step */
  readonly size: number;
  /** names of a list's places, each a field of a message of its own; null: one value, or a packed list */
  readonly places: readonly string[] | null;
  /** of an enum, in the order of the codes */
  readonly words: readonly string[] | null;
}

function typeOf(column: ColumnName): McapValueType {
  if (codeWords(column) !== null) return "enum";
  switch (STEP_COLUMNS[column].type) {
    case "float64":
      return "double";
    case "float32":
      return "float";
    case "int32":
      return "sfixed32";
    case "uint8":
      if (CODE_LIMITS[column] !== 2) throw new Error(`${column} is no flag`);
      return "bool";
  }
}

/** The names of a list column's places; null where they are only numbered. */
function placesOf(column: ColumnName): readonly string[] | null {
  const { size }: ColumnSpec = STEP_COLUMNS[column];
  if (size === 1) return null;
  const places = spreadNames(column, size).map((place) => place.slice(column.length + 1));
  return places[0] === "0" ? null : places;
}

/** The fields of a topic's messages, beside episode and step. */
export function mcapFields(topic: McapTopic): readonly McapField[] {
  return MCAP_TOPICS[topic].map((column, i) => ({
    column,
    number: FIRST_COLUMN_FIELD + i,
    type: typeOf(column),
    size: STEP_COLUMNS[column].size,
    places: placesOf(column),
    words: codeWords(column),
  }));
}
