import { RecordBatchStreamWriter } from "apache-arrow";
import { crc32 as plainCrc32 } from "../../base/crc32.ts";
import type { Crc32 } from "../../base/crc32.ts";
import { STEP_COLUMNS } from "../columns.ts";
import type { ColumnArray, ColumnName, ColumnSpec, StepBatch } from "../columns.ts";
import { batchMessage } from "./batch-message.ts";
import type { FieldBuffers } from "./batch-message.ts";
import { checkOfHead, CHECKS_KEY, UNKNOWN_CHECK, writeCheck } from "./checksums.ts";
import { episodeSchema } from "./episode-schema.ts";
import { FlatTable } from "./flat-table.ts";
import { PREFIX_BYTES } from "./stream-messages.ts";

/** The end-of-stream marker of an Arrow IPC stream. */
export const STREAM_END: Uint8Array = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0);

const NOTHING = new Uint8Array(0);

/** Collects what Arrow's writer emits for a schema. */
class SchemaWriter extends RecordBatchStreamWriter {
  #chunks: Uint8Array[] = [];

  protected override _write(chunk: Parameters<RecordBatchStreamWriter["_write"]>[0]): this {
    if (!ArrayBuffer.isView(chunk)) throw new TypeError("Arrow's writer emitted something that is not bytes");
    this.#chunks.push(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    return this;
  }

  /** everything emitted, copied */
  take(): Uint8Array {
    const all = new Uint8Array(this.#chunks.reduce((sum, chunk) => sum + chunk.length, 0));
    let offset = 0;
    for (const chunk of this.#chunks) {
      all.set(chunk, offset);
      offset += chunk.length;
    }
    return all;
  }
}

/** The checksum's place comes first: a reader that sees fewer pairs than there are misses the description, too. */
function schemaMessage(
  names: readonly ColumnName[],
  metadata: ReadonlyMap<string, string>,
  journal: boolean,
  crc32: Crc32,
): Uint8Array {
  const writer = new SchemaWriter();
  writer.reset(undefined, episodeSchema(names, new Map([[CHECKS_KEY, UNKNOWN_CHECK], ...metadata]), journal));
  const head = writer.take();
  const schema = FlatTable.root(head.subarray(PREFIX_BYTES)).table(2);
  const digits = schema?.tables(2, metadata.size + 1)[0]?.textBytes(1);
  if (digits === undefined) throw new TypeError("Arrow's writer left the schema's metadata out");
  const at = digits.byteOffset - head.byteOffset;
  writeCheck(head, at, checkOfHead(head, at, crc32));
  return head;
}

function bytesOf(values: ColumnArray): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function columnBuffers({ size }: ColumnSpec, rows: number, values: ColumnArray): FieldBuffers {
  const data = bytesOf(values);
  return size === 1
    ? { nodes: [[rows, 0]], buffers: [NOTHING, data] }
    : {
        nodes: [
          [rows, 0],
          [rows * size, 0],
        ],
        buffers: [NOTHING, NOTHING, data],
      };
}

/** A nullable Binary column with values at few rows. */
function sparseBinary(rows: number, values: ReadonlyMap<number, Uint8Array>): FieldBuffers {
  const offsets = new Int32Array(rows + 1);
  const valid = new Uint8Array(Math.ceil(rows / 8));
  const parts: Uint8Array[] = [];
  let end = 0;
  for (let row = 0; row < rows; row++) {
    const value = values.get(row);
    if (value !== undefined) {
      valid[row >> 3] = (valid[row >> 3] ?? 0) | (1 << (row & 7));
      parts.push(value);
      end += value.length;
    }
    offsets[row + 1] = end;
  }
  const data = new Uint8Array(end);
  let at = 0;
  for (const part of parts) {
    data.set(part, at);
    at += part.length;
  }
  return { nodes: [[rows, rows - parts.length]], buffers: [valid, bytesOf(offsets), data] };
}

/**
 * Encodes one episode as an Arrow IPC stream in pieces: `header()` once, then `batch()` as often as needed, then
 * STREAM_END. The pieces laid end to end are the file; each prefix that ends with a whole piece is readable. Every piece
 * but the end carries checksums.
 */
export class EpisodeEncoder {
  readonly #names: readonly ColumnName[];
  readonly #journal: boolean;
  readonly #crc32: Crc32;
  readonly #header: Uint8Array;

  /** `crc32`: in plain JavaScript where none is given */
  constructor(
    names: readonly ColumnName[],
    metadata: ReadonlyMap<string, string>,
    journal: boolean,
    crc32: Crc32 = plainCrc32,
  ) {
    this.#names = names;
    this.#journal = journal;
    this.#crc32 = crc32;
    this.#header = schemaMessage(names, metadata, journal, crc32);
  }

  /** the schema message */
  header(): Uint8Array {
    return this.#header;
  }

  /** one record batch; every column of the header must be present with `count` × size values */
  batch(batch: StepBatch): Uint8Array {
    const { first, count } = batch;
    const fields = this.#names.map((name) => {
      const values = batch.columns[name];
      if (values === undefined) throw new TypeError(`column ${name} is missing`);
      return columnBuffers(STEP_COLUMNS[name], count, values);
    });
    fields.push(sparseBinary(count, new Map(batch.snapshots.map(({ step, bytes }) => [step - first, bytes]))));
    if (this.#journal) fields.push(sparseBinary(count, new Map([[count - 1, bytesOf(batch.finalObservation)]])));
    return batchMessage(count, fields, this.#crc32);
  }
}
