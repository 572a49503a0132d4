import { FailureError } from "../../base/failure.ts";
import { OBSERVATION_SIZE } from "../../base/specs.ts";
import { allocateColumn, END_CAUSES, HELP_LEVELS, STEP_COLUMNS, STEP_SOURCES } from "../columns.ts";
import type { ColumnArray, ColumnName, StepColumns, StepSnapshot } from "../columns.ts";
import type { EpisodeHeader } from "../episode-header.ts";
import { invalidFile } from "../invalid-file.ts";
import { decodeBatch } from "./decode-batch.ts";
import type { DecodedBatch } from "./decode-batch.ts";
import { decodeSchema } from "./decode-schema.ts";
import type { DecodedSchema } from "./decode-schema.ts";
import { NEXT_OBSERVATION_COLUMN, SNAPSHOT_COLUMN } from "./episode-schema.ts";
import { readMessage } from "./stream-messages.ts";

/** What could not be read at the end of a stream: `cut` stops within a message, `damaged` is no message. */
export interface LostTail {
  readonly bytes: number;
  readonly reason: "cut" | "damaged";
}

/** The whole batches of an episode stream. */
export interface DecodedEpisode {
  readonly header: EpisodeHeader;
  readonly rows: number;
  readonly columns: StepColumns;
  readonly snapshots: readonly StepSnapshot[];
  /** observation after the last row, where the stream is a journal */
  readonly nextObservation: Float64Array | null;
  /** the end marker was there */
  readonly ended: boolean;
  /** length of the part that was read: header and whole batches */
  readonly goodBytes: number;
  readonly lost: LostTail | null;
}

/** `tolerant` reads up to the last whole batch; else every byte must make sense. `only` keeps these columns. */
export interface DecodeOptions {
  readonly tolerant?: boolean;
  readonly only?: readonly ColumnName[];
}

const CODE_LIMITS: Partial<Record<ColumnName, number>> = {
  terminated: 2,
  truncated: 2,
  contact: 2,
  takeover: 2,
  cause: END_CAUSES.length,
  source: STEP_SOURCES.length,
  level: HELP_LEVELS.length,
};

function checkCodes(batch: DecodedBatch, first: number): void {
  const steps = batch.columns.get("step");
  if (steps?.some((step, row) => step !== first + row) === true)
    throw invalidFile("The episode's steps are not consecutive.");
  for (const [name, limit] of Object.entries(CODE_LIMITS)) {
    if (batch.columns.get(name)?.some((code) => code >= limit) === true)
      throw invalidFile(`Column ${name} has an unknown code.`);
  }
}

function joinColumns(schema: DecodedSchema, batches: readonly DecodedBatch[], rows: number): StepColumns {
  const columns: { [name in ColumnName]?: ColumnArray } = {};
  for (const field of schema.fields) {
    if (field.kind !== "column") continue;
    const parts = batches.flatMap((batch) => batch.columns.get(field.name) ?? []);
    const only = parts[0];
    if (only === undefined) continue;
    if (parts.length === 1) {
      columns[field.name] = only;
      continue;
    }
    const whole = allocateColumn(STEP_COLUMNS[field.name], rows);
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    columns[field.name] = whole;
  }
  return columns;
}

function nextObservationOf(batch: DecodedBatch | undefined): Float64Array | null {
  const bytes = batch?.binaries.get(NEXT_OBSERVATION_COLUMN)?.get(batch.rows - 1);
  if (bytes === undefined) return null;
  if (bytes.length !== 8 * OBSERVATION_SIZE) throw invalidFile("The journal's last observation has another size.");
  return new Float64Array(bytes.slice().buffer);
}

function readSchema(bytes: Uint8Array): { readonly schema: DecodedSchema; readonly next: number } {
  const item = readMessage(bytes, 0);
  if (item.kind === "cut") throw invalidFile("The episode file stops within its header.");
  if (item.kind !== "schema" || item.body.length > 0)
    throw invalidFile("The Arrow stream does not begin with a schema.");
  try {
    return { schema: decodeSchema(item.header), next: item.next };
  } catch (error) {
    throw error instanceof RangeError ? invalidFile("The Arrow schema is damaged.", error) : error;
  }
}

/** The header of an episode file of which `bytes` is the beginning; null where more bytes are needed. */
export function decodeHeader(bytes: Uint8Array): EpisodeHeader | null {
  return readMessage(bytes, 0).kind === "cut" ? null : readSchema(bytes).schema.header;
}

/**
 * Decodes an episode stream. Columns view `bytes` where the stream is one batch, else they are joined copies.
 * FailureError "invalid-file" for anything that is not an episode; with `tolerant`, only where no header can be read.
 */
export function decodeEpisode(bytes: Uint8Array, options: DecodeOptions = {}): DecodedEpisode {
  const { schema, next } = readSchema(bytes);
  const wanted = options.only === undefined ? null : new Set<string>(options.only);
  const batches: DecodedBatch[] = [];
  const snapshots: StepSnapshot[] = [];
  let rows = 0;
  let offset = next;
  let ended = false;
  let lost: LostTail | null = null;
  while (!ended && offset < bytes.length) {
    try {
      const item = readMessage(bytes, offset);
      if (item.kind === "schema") throw invalidFile("The Arrow stream has a second schema.");
      if (item.kind === "cut") {
        lost = { bytes: bytes.length - offset, reason: "cut" };
        break;
      }
      if (item.kind === "batch") {
        const batch = decodeBatch(item.header, item.body, schema.fields, wanted);
        checkCodes(batch, rows);
        nextObservationOf(batch);
        for (const [row, value] of batch.binaries.get(SNAPSHOT_COLUMN) ?? [])
          snapshots.push({ step: rows + row, bytes: value });
        batches.push(batch);
        rows += batch.rows;
      } else ended = true;
      offset = item.next;
    } catch (error) {
      if (!(error instanceof FailureError || error instanceof RangeError)) throw error;
      if (options.tolerant !== true)
        throw error instanceof RangeError ? invalidFile("A batch of the episode is damaged.", error) : error;
      lost = { bytes: bytes.length - offset, reason: "damaged" };
      break;
    }
  }
  if (options.tolerant !== true) {
    if (!ended) throw invalidFile(`The episode file is truncated after ${rows} steps.`);
    if (offset !== bytes.length) throw invalidFile("The episode file has bytes after its end.");
  }
  const columns = joinColumns(schema, batches, rows);
  return {
    header: schema.header,
    rows,
    columns,
    snapshots,
    nextObservation: nextObservationOf(batches.at(-1)),
    ended,
    goodBytes: offset,
    lost,
  };
}
