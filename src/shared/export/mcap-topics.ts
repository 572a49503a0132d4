import { STEP_COLUMNS } from "../dataset/columns.ts";
import type { ColumnName, ColumnSpec } from "../dataset/columns.ts";
import { codeWords, spreadNames } from "./csv-rows.ts";

/** Topics of an MCAP file and the columns in their messages; a topic exists for an episode that has one of them. */
export const MCAP_TOPICS = {
  "/observation": ["observation", "x", "contact"],
  "/action": ["action", "action_intended", "action_label"],
  "/reward": ["reward", "reward_forward", "reward_healthy", "reward_ctrl"],
  "/status": ["terminated", "truncated", "cause", "source", "level", "takeover"],
  "/input": ["pad_axes", "pad_buttons", "intent", "push", "pad_time", "pad_age"],
  "/health": ["sim_time", "wall_time", "time_scale", "missed_ticks"],
} as const satisfies Readonly<Record<string, readonly ColumnName[]>>;
export type McapTopic = keyof typeof MCAP_TOPICS;

/** Names of the metadata record that marks a file as ours, and of what an episode has beside its messages. */
export const MCAP_MARK = "pogo";
export const recordAttachment = (episode: number): string => `episode-${episode}/record.json`;
export const snapshotsAttachment = (episode: number): string => `episode-${episode}/snapshots.bin`;

/** The names of a list column's places; null where they are only numbered (a JSON array then). */
export function placesOf(name: ColumnName): readonly string[] | null {
  const { size }: ColumnSpec = STEP_COLUMNS[name];
  const places = spreadNames(name, size).map((place) => place.slice(name.length + 1));
  return places[0] === "0" ? null : places;
}

function schemaOf(name: ColumnName): object {
  const spec: ColumnSpec = STEP_COLUMNS[name];
  const description = `${spec.doc}; unit: ${spec.unit}`;
  const words = codeWords(name);
  const number = spec.type === "int32" || spec.type === "uint8" ? { type: "integer" } : { type: ["number", "null"] };
  const item = words === null ? number : { type: "string", enum: words };
  if (spec.size === 1) return { ...item, description };
  const places = placesOf(name);
  if (places === null) return { type: "array", items: item, description };
  return { type: "object", properties: Object.fromEntries(places.map((place) => [place, item])), description };
}

/** The JSON schema of a topic's messages. NaN is null, infinities are ±1e999. */
export function mcapSchema(topic: McapTopic): string {
  const columns: readonly ColumnName[] = MCAP_TOPICS[topic];
  const counter = { type: "integer" };
  return JSON.stringify({
    type: "object",
    properties: {
      episode: { ...counter, description: "number of the episode in this file" },
      step: { ...counter, description: STEP_COLUMNS.step.doc },
      ...Object.fromEntries(columns.map((name) => [name, schemaOf(name)])),
    },
  });
}
