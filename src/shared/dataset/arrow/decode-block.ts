import type { Crc32 } from "../../base/crc32.ts";
import { OBSERVATION_SIZE } from "../../base/specs.ts";
import { CODE_LIMITS } from "../columns.ts";
import type { ColumnArray, ColumnName, StepColumns, StepSnapshot } from "../columns.ts";
import { invalidFile } from "../invalid-file.ts";
import { decodeBatch, layoutBatch } from "./decode-batch.ts";
import type { BatchLayout, BodyBytes, DecodedBatch } from "./decode-batch.ts";
import type { DecodedSchema } from "./decode-schema.ts";
import { NEXT_OBSERVATION_COLUMN, SNAPSHOT_COLUMN } from "./episode-schema.ts";
import { readHead } from "./stream-messages.ts";

/** Consecutive rows of an episode: one batch of its file. */
export interface EpisodeBlock {
  /** index of the first row */
  readonly first: number;
  readonly count: number;
  readonly columns: StepColumns;
  readonly snapshots: readonly StepSnapshot[];
  /** observation after the last row, where the stream is a journal */
  readonly nextObservation: Float64Array | null;
}

function checkCodes(batch: DecodedBatch, first: number): void {
  const steps = batch.columns.get("step");
  if (steps?.some((step, row) => step !== first + row) === true)
    throw invalidFile("The episode's steps are not consecutive.");
  for (const [name, limit] of Object.entries(CODE_LIMITS)) {
    if (batch.columns.get(name)?.some((code) => code >= limit) === true)
      throw invalidFile(`Column ${name} has an unknown code.`);
  }
}

function nextObservationOf(batch: DecodedBatch): Float64Array | null {
  const bytes = batch.binaries.get(NEXT_OBSERVATION_COLUMN)?.get(batch.rows - 1);
  if (bytes === undefined) return null;
  if (bytes.length !== 8 * OBSERVATION_SIZE) throw invalidFile("The journal's last observation has another size.");
  return new Float64Array(Uint8Array.from(bytes).buffer);
}

/** Reads a batch's head, of which `head` is every byte; FailureError "invalid-file". */
export function decodeBatchHead(schema: DecodedSchema, head: Uint8Array, crc32: Crc32): BatchLayout {
  try {
    const message = readHead(head, crc32);
    if (message.kind === "schema") throw invalidFile("The Arrow stream has a second schema.");
    if (schema.checked && message.checks === null) throw invalidFile("A batch of the episode has no checksums.");
    return layoutBatch(message, schema.fields);
  } catch (error) {
    throw error instanceof RangeError ? invalidFile("A batch of the episode is damaged.", error) : error;
  }
}

/** Decodes the rows of a batch from `first` on; only the fields in `wanted` (null: all). FailureError "invalid-file". */
export function decodeBlock(
  layout: BatchLayout,
  body: BodyBytes,
  first: number,
  wanted: ReadonlySet<string> | null,
  crc32: Crc32,
): EpisodeBlock {
  const batch = decodeBatch(layout, body, wanted, crc32);
  checkCodes(batch, first);
  const columns: { [name in ColumnName]?: ColumnArray } = {};
  for (const { field } of layout.fields) {
    const values = batch.columns.get(field.name);
    if (field.kind === "column" && values !== undefined) columns[field.name] = values;
  }
  const snapshots: StepSnapshot[] = [];
  for (const [row, bytes] of batch.binaries.get(SNAPSHOT_COLUMN) ?? []) snapshots.push({ step: first + row, bytes });
  return { first, count: batch.rows, columns, snapshots, nextObservation: nextObservationOf(batch) };
}
