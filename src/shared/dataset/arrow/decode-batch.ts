import type { ColumnArray, ColumnSpec, ColumnType } from "../columns.ts";
import { invalidFile } from "../invalid-file.ts";
import type { EpisodeField } from "./decode-schema.ts";
import type { FlatTable } from "./flat-table.ts";

const BYTES: Readonly<Record<ColumnType, number>> = { float64: 8, float32: 4, int32: 4, uint8: 1 };
const MAX_BUFFERS = 256;

/** The rows of one record batch. Columns view the file's bytes where these are aligned. */
export interface DecodedBatch {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, ColumnArray>;
  /** rows that have a value, per binary column */
  readonly binaries: ReadonlyMap<string, ReadonlyMap<number, Uint8Array>>;
}

function typedView(type: ColumnType, bytes: Uint8Array, length: number): ColumnArray {
  const aligned = bytes.byteOffset % BYTES[type] === 0 ? bytes : bytes.slice();
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

/** Walks the nodes and buffers of a record batch in the schema's order. */
class BatchCursor {
  readonly #nodes: readonly (readonly [number, number])[];
  readonly #regions: readonly (readonly [number, number])[];
  readonly #body: Uint8Array;
  #node = 0;
  #region = 0;

  constructor(header: FlatTable, body: Uint8Array) {
    this.#nodes = header.sizePairs(1, MAX_BUFFERS);
    this.#regions = header.sizePairs(2, MAX_BUFFERS);
    this.#body = body;
  }

  node(expected: number, name: string, nullable: boolean): void {
    const node = this.#nodes[this.#node++];
    if (node === undefined || node[0] !== expected)
      throw invalidFile(`Column ${name} has another length than its batch.`);
    if (!nullable && node[1] !== 0) throw invalidFile(`Column ${name} has missing values.`);
  }

  bytes(atLeast: number, name: string): Uint8Array {
    const region = this.#regions[this.#region++];
    if (region === undefined) throw invalidFile(`Column ${name} has no data.`);
    const [offset, length] = region;
    if (offset + length > this.#body.length) throw invalidFile(`Column ${name} runs past its batch.`);
    if (length < atLeast) throw invalidFile(`Column ${name} has ${length} bytes where ${atLeast} are needed.`);
    return this.#body.subarray(offset, offset + length);
  }

  column(name: string, spec: ColumnSpec, rows: number): ColumnArray {
    this.node(rows, name, false);
    this.bytes(0, name);
    if (spec.size > 1) {
      this.node(rows * spec.size, name, false);
      this.bytes(0, name);
    }
    const length = rows * spec.size;
    const bytes = this.bytes(length * BYTES[spec.type], name);
    return typedView(spec.type, bytes, length);
  }

  binary(name: string, rows: number): ReadonlyMap<number, Uint8Array> {
    this.node(rows, name, true);
    const valid = this.bytes(0, name);
    const offsets = typedView("int32", this.bytes(4 * (rows + 1), name), rows + 1);
    const data = this.bytes(0, name);
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
}

/** Decodes a record batch message; FailureError "invalid-file". Only the columns in `wanted` are kept (null: all). */
export function decodeBatch(
  header: FlatTable,
  body: Uint8Array,
  fields: readonly EpisodeField[],
  wanted: ReadonlySet<string> | null,
): DecodedBatch {
  const rows = header.size(0);
  if (header.table(3) !== null) throw invalidFile("The Arrow stream is compressed; episodes are not.");
  if (rows < 1 || rows > body.length) throw invalidFile(`A batch claims ${rows} rows in ${body.length} bytes.`);
  const cursor = new BatchCursor(header, body);
  const columns = new Map<string, ColumnArray>();
  const binaries = new Map<string, ReadonlyMap<number, Uint8Array>>();
  for (const field of fields) {
    if (field.kind === "binary") binaries.set(field.name, cursor.binary(field.name, rows));
    else {
      const values = cursor.column(field.name, field.spec, rows);
      if (wanted === null || wanted.has(field.name)) columns.set(field.name, values);
    }
  }
  return { rows, columns, binaries };
}
