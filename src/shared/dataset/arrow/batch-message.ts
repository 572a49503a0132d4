import type { Crc32 } from "../../base/crc32.ts";
import { CHECK_DIGITS, checkOfHead, CHECKS_KEY, writeCheck } from "./checksums.ts";

/** The values of one field of a batch, buffer by buffer in Arrow's order. */
export interface FieldBuffers {
  /** [length, null count] of the field and, for lists, of their items */
  readonly nodes: readonly (readonly [length: number, nulls: number])[];
  /** validity, then values; validity, offsets, values for binaries. Empty validity: every row has a value */
  readonly buffers: readonly Uint8Array[];
}

const PREFIX_BYTES = 8;
/** Positions in the FlatBuffer: two tables with their vtables, then the vectors. 64-bit fields stand at multiples of 8. */
const MESSAGE_VTABLE = 4;
const MESSAGE = 24;
const BATCH_VTABLE = 48;
const BATCH = 64;
const NODES = 92;
const METADATA_V5 = 4;
const RECORD_BATCH = 3;
const KEY = new TextEncoder().encode(CHECKS_KEY);

const padded = (length: number): number => (length + 7) & ~7;

/** Writes little-endian fields of a FlatBuffer that begins at `base` (https://flatbuffers.dev/internals). */
class FlatWriter {
  readonly #view: DataView;
  readonly #base: number;

  constructor(bytes: Uint8Array, base: number) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#base = base;
  }

  uint8(at: number, value: number): void {
    this.#view.setUint8(this.#base + at, value);
  }

  uint16s(at: number, values: readonly number[]): void {
    values.forEach((value, i) => this.#view.setUint16(this.#base + at + 2 * i, value, true));
  }

  uint32(at: number, value: number): void {
    this.#view.setUint32(this.#base + at, value, true);
  }

  int64(at: number, value: number): void {
    this.#view.setUint32(this.#base + at, value % 0x1_0000_0000, true);
    this.#view.setUint32(this.#base + at + 4, Math.floor(value / 0x1_0000_0000), true);
  }

  /** the distance from the field at `at` to `target`, which comes after it */
  offset(at: number, target: number): void {
    this.uint32(at, target - at);
  }
}

/**
 * A record batch message of an Arrow IPC stream, with the checksums of its head and of every buffer in its metadata
 * (Arrow's format/Message.fbs). Apache Arrow's own writer leaves no room for message metadata.
 */
export function batchMessage(rows: number, fields: readonly FieldBuffers[], crc32: Crc32): Uint8Array {
  const nodes = fields.flatMap((field) => field.nodes);
  const buffers = fields.flatMap((field) => field.buffers);
  const bufferList = NODES + 4 + 16 * nodes.length + 4;
  const pairs = bufferList + 4 + 16 * buffers.length;
  const pairVtable = pairs + 8;
  const pair = pairVtable + 8;
  const key = pair + 12;
  const text = key + padded(4 + KEY.length + 1);
  const textLength = CHECK_DIGITS * (buffers.length + 1);
  const headBytes = PREFIX_BYTES + padded(text + 4 + textLength + 1);
  const bodyBytes = buffers.reduce((sum, buffer) => sum + padded(buffer.length), 0);
  const bytes = new Uint8Array(headBytes + bodyBytes);
  const out = new FlatWriter(bytes, PREFIX_BYTES);

  out.uint32(-8, 0xffff_ffff);
  out.uint32(-4, headBytes - PREFIX_BYTES);
  out.offset(0, MESSAGE);
  // Message { version, header_type, header, bodyLength, custom_metadata }
  out.uint16s(MESSAGE_VTABLE, [14, 24, 20, 22, 4, 8, 16]);
  out.uint32(MESSAGE, MESSAGE - MESSAGE_VTABLE);
  out.offset(MESSAGE + 4, BATCH);
  out.int64(MESSAGE + 8, bodyBytes);
  out.offset(MESSAGE + 16, pairs);
  out.uint16s(MESSAGE + 20, [METADATA_V5]);
  out.uint8(MESSAGE + 22, RECORD_BATCH);
  // RecordBatch { length, nodes, buffers }
  out.uint16s(BATCH_VTABLE, [10, 20, 8, 4, 16]);
  out.uint32(BATCH, BATCH - BATCH_VTABLE);
  out.offset(BATCH + 4, NODES);
  out.int64(BATCH + 8, rows);
  out.offset(BATCH + 16, bufferList);
  out.uint32(NODES, nodes.length);
  nodes.forEach(([length, nulls], i) => {
    out.int64(NODES + 4 + 16 * i, length);
    out.int64(NODES + 12 + 16 * i, nulls);
  });
  out.uint32(bufferList, buffers.length);
  // KeyValue { key, value }
  out.uint32(pairs, 1);
  out.offset(pairs + 4, pair);
  out.uint16s(pairVtable, [8, 12, 4, 8]);
  out.uint32(pair, pair - pairVtable);
  out.offset(pair + 4, key);
  out.offset(pair + 8, text);
  out.uint32(key, KEY.length);
  bytes.set(KEY, PREFIX_BYTES + key + 4);
  out.uint32(text, textLength);

  const digits = PREFIX_BYTES + text + 4;
  let at = 0;
  buffers.forEach((buffer, i) => {
    out.int64(bufferList + 4 + 16 * i, at);
    out.int64(bufferList + 12 + 16 * i, buffer.length);
    const start = headBytes + at;
    at += padded(buffer.length);
    bytes.set(buffer, start);
    writeCheck(bytes, digits + CHECK_DIGITS * (i + 1), crc32(bytes.subarray(start, headBytes + at)));
  });
  writeCheck(bytes, digits, checkOfHead(bytes.subarray(0, headBytes), digits, crc32));
  return bytes;
}
