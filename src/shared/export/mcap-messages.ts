import { STEP_COLUMNS } from "../dataset/columns.ts";
import type { ColumnArray, ColumnName, ColumnSpec, StepColumns } from "../dataset/columns.ts";
import { invalidFile } from "../dataset/invalid-file.ts";
import { codeWords } from "./csv-rows.ts";
import { MCAP_TOPICS, placesOf } from "./mcap-topics.ts";
import type { McapTopic } from "./mcap-topics.ts";
import { unlessRepeated } from "./row-text.ts";
import type { RowWriter } from "./row-text.ts";

/** JSON for any float64, read back bit for bit: NaN is null, infinities are numbers too large for a float64. */
export function numberText(value: number): string {
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0";
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? "null" : value > 0 ? "1e999" : "-1e999";
}

function writerOf(name: ColumnName, values: ColumnArray): RowWriter {
  const { size }: ColumnSpec = STEP_COLUMNS[name];
  const words = codeWords(name);
  const at = (i: number): string => numberText(values[i] ?? Number.NaN);
  if (words !== null) return unlessRepeated(values, 1, (row) => `,"${name}":"${words[values[row] ?? 0] ?? ""}"`);
  if (size === 1) return unlessRepeated(values, 1, (row) => `,"${name}":${at(row)}`);
  const places = placesOf(name);
  const keys = Array.from({ length: size }, (_item, i) => (places === null ? "" : `"${places[i] ?? i}":`));
  const [open, close] = places === null ? ["[", "]"] : ["{", "}"];
  return unlessRepeated(values, size, (row) => {
    let text = `,"${name}":${open}`;
    for (let i = 0; i < size; i++) text += `${i === 0 ? "" : ","}${keys[i] ?? ""}${at(row * size + i)}`;
    return text + close;
  });
}

/** Writes an episode's messages of a topic, step by step; null where it has none of the topic's columns. */
export function messageWriter(topic: McapTopic, episode: number, columns: StepColumns): RowWriter | null {
  const names: readonly ColumnName[] = MCAP_TOPICS[topic];
  const writers = names.flatMap((name) => {
    const values = columns[name];
    return values === undefined ? [] : [writerOf(name, values)];
  });
  if (writers.length === 0) return null;
  return (row) => {
    let text = `{"episode":${episode},"step":${row}`;
    for (const write of writers) text += write(row);
    return `${text}}`;
  };
}

/** What a message says, before it is taken apart. */
export interface StepMessage {
  readonly episode: number;
  readonly step: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** FailureError "invalid-file" where the text is no message of ours. */
export function parseMessage(text: string): StepMessage {
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch (error) {
    throw invalidFile("A message of the MCAP file is no JSON.", error);
  }
  if (typeof fields === "object" && fields !== null && "episode" in fields && "step" in fields) {
    const { episode, step } = fields;
    if (Number.isSafeInteger(episode) && Number.isSafeInteger(step))
      return { episode: Number(episode), step: Number(step), fields: { ...fields } };
  }
  throw invalidFile("A message of the MCAP file does not say its episode and step.");
}

function refuse(name: ColumnName): never {
  throw invalidFile(`A message of the MCAP file has a damaged ${name}.`);
}

/** Adds a message's values of a column to `values`; FailureError "invalid-file" where they are none of the column's. */
export function readField(name: ColumnName, field: unknown, values: number[]): void {
  const spec: ColumnSpec = STEP_COLUMNS[name];
  const words = codeWords(name);
  const add = (value: unknown): void => {
    if (words !== null) {
      const code = words.findIndex((word) => word === value);
      if (code < 0) refuse(name);
      values.push(code);
    } else if (value === null && spec.type.startsWith("float")) values.push(Number.NaN);
    else if (typeof value !== "number") refuse(name);
    else if (spec.type.startsWith("float") || (Number.isInteger(value) && inRange(spec, value))) values.push(value);
    else refuse(name);
  };
  if (spec.size === 1) return add(field);
  const items: readonly unknown[] = Array.isArray(field)
    ? field
    : typeof field === "object" && field !== null
      ? Object.values(field)
      : [];
  if (items.length !== spec.size) refuse(name);
  for (const item of items) add(item);
}

function inRange(spec: ColumnSpec, value: number): boolean {
  return spec.type === "uint8" ? value >= 0 && value <= 255 : value >= -(2 ** 31) && value < 2 ** 31;
}
