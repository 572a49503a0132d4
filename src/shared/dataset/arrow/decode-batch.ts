import type { Crc32 } from "../../base/crc32.ts";
import type { ColumnArray, ColumnType } from "../columns.ts";
import { invalidFile } from "../invalid-file.ts";
import { CHECK_DIGITS, readCheck } from "./checksums.ts";
import type { EpisodeField } from "./decode-schema.ts";
import type { MessageHead } from "./stream-messages.ts";

const BYTES: Readonly<Record<ColumnType, number>> = { float64: 8, float32: 4, int32: 4, uint8: 1 };
const MAX_BUFFERS = 256;

/** One buffer of a batch's body. */
export interface Region {
  readonly offset: number;
  readonly length: number;
  /** where its padding ends */
  readonly end: number;
  /** of offset … end; null where the file has no checksums */
  readonly check: number | null;
}

/** Where a field's values are: [validity, data], with a second validity for lists, or [validity, offsets, data]. */
export interface FieldLayout {
  readonly field: EpisodeField;
  readonly regions: readonly Region[];
}

/** Where everything is in a batch's body. */
export interface BatchLayout {
  readonly rows: number;
  readonly bodyBytes: number;
  readonly fields: readonly FieldLayout[];
}

/** Gives the body's bytes from `offset` to `end`. */
export type BodyBytes = (offset: number, end: number) => Uint8Array;

/** The rows of one record batch. Columns view the body's bytes where these are aligned. */
export interface DecodedBatch {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, ColumnArray>;
  /** rows that have a value, per binary column */
  readonly binaries: ReadonlyMap<string, ReadonlyMap<number, Uint8Array>>;
}

function typedView(type: ColumnType, bytes: Uint8Array, length: number): ColumnArray {
  const aligned = bytes.byteOffset % BYTES[type] === 0 ? bytes : Uint8Array.from(bytes);
  const { buffer, byteOffset } = aligned;
  switch (type) {
    case "float64":
      return new Float64Array(buffer, byteOffset, length);
    case "float32":
      return new Float32Array(buffer, byteOffset, length);
    case "int32":
      return new Int32Array(buffer, byteOffset, length);
    case "uint8":
      return new Uint8Array(buffer, byteOffset, length);
  }
}

/** With checksums no byte of the body may lie outside the regions that they cover. */
function regionsOf(head: MessageHead): readonly Region[] {
  const { checks, bodyBytes } = head;
  const pairs = head.header.sizePairs(2, MAX_BUFFERS);
  if (checks !== null && checks.length !== CHECK_DIGITS * (pairs.length + 1))
    throw invalidFile("The batch has another number of checksums than of buffers.");
  return pairs.map(([offset, length], i) => {
    if (offset + length > bodyBytes) throw invalidFile("A column runs past its batch.");
    if (checks === null) return { offset, length, end: offset + length, check: null };
    const end = pairs[i + 1]?.[0] ?? bodyBytes;
    if (offset + length > end || (i === 0 && offset !== 0)) throw invalidFile("The columns of a batch overlap.");
    return { offset, length, end, check: readCheck(checks, CHECK_DIGITS * (i + 1)) };
  });
}

/** The parts of the body that hold the fields in `wanted`, in order; parts nearer than `gap` bytes are one. */
export function spansOf(
  { fields }: BatchLayout,
  wanted: ReadonlySet<string>,
  gap: number,
): readonly { readonly start: number; readonly end: number }[] {
  const spans: { readonly start: number; end: number }[] = [];
  const regions = fields.flatMap(({ field, regions }) => (wanted.has(field.name) ? regions : []));
  for (const { offset, end } of regions.sort((a, b) => a.offset - b.offset)) {
    const last = spans.at(-1);
    if (end === offset) continue;
    if (last === undefined || offset - last.end > gap) spans.push({ start: offset, end });
    else last.end = Math.max(last.end, end);
  }
  return spans;
}

/** Reads where a record batch keeps what; FailureError "invalid-file". Nothing of the body is looked at. */
export function layoutBatch(head: MessageHead, fields: readonly EpisodeField[]): BatchLayout {
  const { header, bodyBytes } = head;
  const rows = header.size(0);
  if (header.table(3) !== null) throw invalidFile("The Arrow stream is compressed; episodes are not.");
  if (rows < 1 || rows > bodyBytes) throw invalidFile(`A batch claims ${rows} rows in ${bodyBytes} bytes.`);
  const nodes = header.sizePairs(1, MAX_BUFFERS);
  const regions = regionsOf(head);
  let node = 0;
  let region = 0;
  const takeNode = (expected: number, name: string, nullable: boolean): void => {
    const found = nodes[node++];
    if (found === undefined || found[0] !== expected)
      throw invalidFile(`Column ${name} has another length than its batch.`);
    if (!nullable && found[1] !== 0) throw invalidFile(`Column ${name} has missing values.`);
  };
  const laidOut = fields.map((field): FieldLayout => {
    const lists = field.kind === "column" && field.spec.size > 1;
    takeNode(rows, field.name, field.kind === "binary");
    if (lists) takeNode(rows * field.spec.size, field.name, false);
    const count = lists || field.kind === "binary" ? 3 : 2;
    const own = regions.slice(region, region + count);
    region += count;
    if (own.length < count) throw invalidFile(`Column ${field.name} has no data.`);
    return { field, regions: own };
  });
  return { rows, bodyBytes, fields: laidOut };
}

/** A region's bytes without its padding, after its checksum was compared. */
function take(region: Region, atLeast: number, name: string, body: BodyBytes, crc32: Crc32): Uint8Array {
  if (region.length < atLeast)
    throw invalidFile(`Column ${name} has ${region.length} bytes where ${atLeast} are needed.`);
  const bytes = body(region.offset, region.end);
  if (region.check !== null && crc32(bytes) !== region.check)
    throw invalidFile(`Column ${name} of the episode is damaged: its checksum differs.`);
  return bytes.subarray(0, region.length);
}

function binaryOf(name: string, rows: number, parts: readonly Uint8Array[]): ReadonlyMap<number, Uint8Array> {
  const [valid, positions, data] = parts as [Uint8Array, Uint8Array, Uint8Array];
  const offsets = typedView("int32", positions, rows + 1);
  const values = new Map<number, Uint8Array>();
  for (let row = 0; row < rows; row++) {
    if (valid.length > 0 && ((valid[row >> 3] ?? 0) & (1 << (row & 7))) === 0) continue;
    const start = offsets[row] ?? -1;
    const end = offsets[row + 1] ?? -1;
    if (start < 0 || end < start || end > data.length)
      throw invalidFile(`Column ${name} has a value outside its data.`);
    values.set(row, data.subarray(start, end));
  }
  return values;
}

/** Decodes a record batch; FailureError "invalid-file". Only the fields in `wanted` are read (null: all). */
export function decodeBatch(
  { rows, fields }: BatchLayout,
  body: BodyBytes,
  wanted: ReadonlySet<string> | null,
  crc32: Crc32,
): DecodedBatch {
  const columns = new Map<string, ColumnArray>();
  const binaries = new Map<string, ReadonlyMap<number, Uint8Array>>();
  for (const { field, regions } of fields) {
    const { name } = field;
    if (wanted !== null && !wanted.has(name)) continue;
    if (field.kind === "binary") {
      const needs = [0, 4 * (rows + 1), 0];
      const parts = regions.map((region, i) => take(region, needs[i] ?? 0, name, body, crc32));
      binaries.set(name, binaryOf(name, rows, parts));
      continue;
    }
    const length = rows * field.spec.size;
    const parts = regions.map((region, i) =>
      take(region, i === regions.length - 1 ? length * BYTES[field.spec.type] : 0, name, body, crc32),
    );
    columns.set(name, typedView(field.spec.type, parts.at(-1) ?? new Uint8Array(0), length));
  }
  return { rows, columns, binaries };
}
