import {
  Binary,
  Float32,
  Float64,
  Int32,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Struct,
  Uint8,
} from "apache-arrow";
import type { Data, Schema } from "apache-arrow";
import { STEP_COLUMNS } from "../columns.ts";
import type { ColumnArray, ColumnName, ColumnSpec, StepBatch } from "../columns.ts";
import { episodeSchema, listType } from "./episode-schema.ts";

/** The end-of-stream marker of an Arrow IPC stream. */
export const STREAM_END: Uint8Array = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0);

/** Collects what Arrow's writer emits, so that header, batches and end can be stored one by one. */
class ChunkWriter extends RecordBatchStreamWriter {
  #chunks: Uint8Array[] = [];

  protected override _write(chunk: Parameters<RecordBatchStreamWriter["_write"]>[0]): this {
    if (!ArrayBuffer.isView(chunk)) throw new TypeError("Arrow's writer emitted something that is not bytes");
    const bytes = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (bytes.length > 0) this.#chunks.push(bytes);
    return this;
  }

  /** everything emitted since the last call, copied */
  take(): Uint8Array {
    const chunks = this.#chunks;
    this.#chunks = [];
    const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
    let offset = 0;
    for (const chunk of chunks) {
      all.set(chunk, offset);
      offset += chunk.length;
    }
    return all;
  }
}

function scalarData(values: ColumnArray): Data {
  const rest = { length: values.length, nullCount: 0 };
  if (values instanceof Float64Array) return makeData({ ...rest, type: new Float64(), data: values });
  if (values instanceof Float32Array) return makeData({ ...rest, type: new Float32(), data: values });
  if (values instanceof Int32Array) return makeData({ ...rest, type: new Int32(), data: values });
  return makeData({ ...rest, type: new Uint8(), data: values });
}

function columnData(spec: ColumnSpec, rows: number, values: ColumnArray): Data {
  const scalar = scalarData(values);
  return spec.size === 1 ? scalar : makeData({ type: listType(spec), length: rows, nullCount: 0, child: scalar });
}

/** A nullable Binary column with values at few rows. */
function sparseBinary(rows: number, values: ReadonlyMap<number, Uint8Array>): Data {
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
  return makeData({
    type: new Binary(),
    length: rows,
    nullCount: rows - parts.length,
    nullBitmap: valid,
    valueOffsets: offsets,
    data,
  });
}

function bytesOf(values: Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/**
 * Encodes one episode as an Arrow IPC stream in pieces: `header()` once, then `batch()` as often as needed, then
 * STREAM_END. The pieces laid end to end are the file; each prefix that ends with a whole piece is readable.
 */
export class EpisodeEncoder {
  readonly #names: readonly ColumnName[];
  readonly #schema: Schema;
  readonly #journal: boolean;
  readonly #writer = new ChunkWriter();
  readonly #header: Uint8Array;

  constructor(names: readonly ColumnName[], metadata: ReadonlyMap<string, string>, journal: boolean) {
    this.#names = names;
    this.#journal = journal;
    this.#schema = episodeSchema(names, metadata, journal);
    this.#writer.reset(undefined, this.#schema);
    this.#header = this.#writer.take();
  }

  /** the schema message */
  header(): Uint8Array {
    return this.#header;
  }

  /** one record batch; every column of the header must be present with `count` × size values */
  batch(batch: StepBatch): Uint8Array {
    const children = this.#names.map((name) => {
      const values = batch.columns[name];
      if (values === undefined) throw new TypeError(`column ${name} is missing`);
      return columnData(STEP_COLUMNS[name], batch.count, values);
    });
    children.push(
      sparseBinary(
        batch.count,
        new Map(batch.snapshots.map((snapshot) => [snapshot.step - batch.first, snapshot.bytes])),
      ),
    );
    if (this.#journal)
      children.push(sparseBinary(batch.count, new Map([[batch.count - 1, bytesOf(batch.finalObservation)]])));
    const type = new Struct(this.#schema.fields);
    this.#writer.write(new RecordBatch(this.#schema, makeData({ type, length: batch.count, nullCount: 0, children })));
    return this.#writer.take();
  }
}
