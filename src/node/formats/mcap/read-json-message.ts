import { CODE_LIMITS, STEP_COLUMNS } from "../../../shared/dataset/columns.ts";
import type { ColumnName, ColumnSpec } from "../../../shared/dataset/columns.ts";
import { invalidFile } from "../../../shared/dataset/invalid-file.ts";
import { codeWords } from "../../../shared/export/csv-rows.ts";
import type { StepMessage } from "../../../shared/export/mcap-episode.ts";
import { MCAP_TOPICS } from "../../../shared/export/mcap-topics.ts";
import type { McapTopic } from "../../../shared/export/mcap-topics.ts";

const decoder = new TextDecoder("utf-8", { fatal: true });

function refuse(column: ColumnName): never {
  throw invalidFile(`A message of the MCAP file has a damaged ${column}.`);
}

const INTEGERS = { int32: [-(2 ** 31), 2 ** 31 - 1], uint8: [0, 255] } as const;

/** NaN is null, infinities are numbers too large for a float64, which JSON.parse makes infinite. */
function valueOf(column: ColumnName, value: unknown): number {
  const words = codeWords(column);
  if (words !== null) {
    const code = words.findIndex((word) => word === value);
    return code < 0 ? refuse(column) : code;
  }
  const { type }: ColumnSpec = STEP_COLUMNS[column];
  if (type === "float64" || type === "float32") {
    if (value === null) return Number.NaN;
    return typeof value === "number" ? value : refuse(column);
  }
  const [low, high] = INTEGERS[type];
  if (typeof value !== "number" || !Number.isInteger(value) || value < low || value > high) return refuse(column);
  return value < (CODE_LIMITS[column] ?? Infinity) ? value : refuse(column);
}

/** A list's places in their order, as an array or as an object of named places. */
function valuesOf(column: ColumnName, field: unknown): readonly number[] {
  const { size }: ColumnSpec = STEP_COLUMNS[column];
  if (size === 1) return [valueOf(column, field)];
  const items: readonly unknown[] = typeof field === "object" && field !== null ? Object.values(field) : [];
  return items.length === size ? items.map((item) => valueOf(column, item)) : refuse(column);
}

function counter(value: unknown): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw invalidFile("A message of the MCAP file does not say its episode and step.");
}

/** Takes a message of the first files apart, which were JSON; see `readMessage`. */
export function readJsonMessage(topic: McapTopic, bytes: Uint8Array): StepMessage {
  const parsed: unknown = JSON.parse(decoder.decode(bytes));
  const fields = new Map<string, unknown>(Object.entries(parsed ?? {}));
  const values = new Map<ColumnName, readonly number[]>();
  for (const column of MCAP_TOPICS[topic])
    if (fields.has(column)) values.set(column, valuesOf(column, fields.get(column)));
  return { episode: counter(fields.get("episode")), step: counter(fields.get("step")), values };
}
