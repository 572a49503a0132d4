import { constantRun, listLevels, valueRuns } from "./level-runs.ts";
import { ENCODINGS } from "./parquet-schema.ts";
import type { ParquetColumn } from "./parquet-schema.ts";
import { ThriftWriter } from "./thrift-writer.ts";

/** Values of one column, row by row; lists are flattened. `null`: no row has a value. */
export type ParquetValues =
  | Float64Array
  | Float32Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | readonly (Uint8Array | null)[]
  | null;

/** A column chunk's bytes and their description. */
export interface EncodedColumn {
  readonly parts: readonly Uint8Array[];
  readonly size: number;
  /** values and lists' items, nulls among them */
  readonly items: number;
  /** bytes before the first data page; 0: no dictionary */
  readonly dictionarySize: number;
  /** the one value of all rows, for readers that skip row groups; null: not told */
  readonly bound: Uint8Array | null;
}

/** A page that one read takes in. */
const ROWS_PER_PAGE = 16_384;
/** Statistics of longer texts would only swell the footer. */
const MAX_STATISTIC = 64;

function asBytes(values: Exclude<ParquetValues, readonly unknown[] | null>): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** Whether all values have the same bits. */
function isConstant(values: Exclude<ParquetValues, readonly unknown[] | null>): boolean {
  if (values instanceof Uint8Array) return bytesRepeat(values);
  const wide = values.BYTES_PER_ELEMENT === 8;
  const words = new Int32Array(values.buffer, values.byteOffset, values.length * (wide ? 2 : 1));
  return wide ? pairsRepeat(words) : wordsRepeat(words);
}

function bytesRepeat(values: Uint8Array): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}

function wordsRepeat(words: Int32Array): boolean {
  for (let i = 1; i < words.length; i++) if (words[i] !== words[0]) return false;
  return true;
}

function pairsRepeat(words: Int32Array): boolean {
  for (let i = 2; i < words.length; i += 2) if (words[i] !== words[0] || words[i + 1] !== words[1]) return false;
  return true;
}

function packBits(values: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(values.length / 8));
  for (let i = 0; i < values.length; i++) {
    if (values[i] !== 0) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (1 << (i & 7));
  }
  return bytes;
}

function joinBinary(values: readonly (Uint8Array | null)[]): Uint8Array {
  const present = values.filter((value) => value !== null);
  const bytes = new Uint8Array(present.reduce((sum, value) => sum + 4 + value.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const value of present) {
    view.setUint32(at, value.length, true);
    bytes.set(value, at + 4);
    at += 4 + value.length;
  }
  return bytes;
}

/** PLAIN encoding. */
function plain(column: ParquetColumn, values: Exclude<ParquetValues, null>): Uint8Array {
  if (!ArrayBuffer.isView(values)) return joinBinary(values);
  if (!(values instanceof Uint8Array)) return asBytes(values);
  return column.type === "boolean" ? packBits(values) : asBytes(new Int32Array(values));
}

function prefixed(levels: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + levels.length);
  new DataView(bytes.buffer).setUint32(0, levels.length, true);
  bytes.set(levels, 4);
  return bytes;
}

const knownLevels = new Map<number, { readonly rows: number; readonly levels: Uint8Array }>();

/** Pages often have as many rows as the page before of that width. */
function listLevelsOf(rows: number, width: number): Uint8Array {
  const known = knownLevels.get(width);
  if (known?.rows === rows) return known.levels;
  const levels = prefixed(listLevels(rows, width));
  knownLevels.set(width, { rows, levels });
  return levels;
}

/** Levels of one page, before its values. */
function levelsOf(column: ParquetColumn, values: ParquetValues, rows: number): readonly Uint8Array[] {
  const top = Number(column.optional) + Number(column.width !== null);
  const items = values === null ? rows : rows * (column.width ?? 1);
  const repetition =
    column.width === null ? [] : [values === null ? prefixed(constantRun(rows, 0)) : listLevelsOf(rows, column.width)];
  if (top === 0) return repetition;
  const sparse = values !== null && !ArrayBuffer.isView(values) && values.includes(null);
  const definition = sparse
    ? valueRuns(Uint8Array.from(values, (value) => Number(value !== null)))
    : constantRun(items, values === null ? 0 : top);
  return [...repetition, prefixed(definition)];
}

const DATA_PAGE = 0;
const DICTIONARY_PAGE = 2;
/** Where a PageHeader of parquet.thrift describes pages of each type. */
const DESCRIPTIONS = { [DATA_PAGE]: 5, [DICTIONARY_PAGE]: 7 } as const;
type PageEncoding = keyof typeof ENCODINGS;

const thrift = new ThriftWriter();

/** A PageHeader of parquet.thrift; `numbers` are the first fields of its description. */
function pageHeader(type: keyof typeof DESCRIPTIONS, size: number, numbers: readonly number[]): Uint8Array {
  thrift.reset();
  thrift.struct(null, () => {
    thrift.integer(1, type);
    thrift.integer(2, size);
    thrift.integer(3, size);
    thrift.struct(DESCRIPTIONS[type], () => {
      for (const [i, value] of numbers.entries()) thrift.integer(i + 1, value);
    });
  });
  return thrift.bytes.slice();
}

function dataPage(encoding: PageEncoding, items: number, parts: readonly Uint8Array[]): readonly Uint8Array[] {
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  const levels = ENCODINGS.RLE;
  return [pageHeader(DATA_PAGE, size, [items, ENCODINGS[encoding], levels, levels]), ...parts];
}

function slice(values: ParquetValues, from: number, to: number): ParquetValues {
  if (values === null) return null;
  return ArrayBuffer.isView(values) ? values.subarray(from, to) : values.slice(from, to);
}

/** The one value of a chunk, where it is the same in every row: it is stored once. */
function constantOf(column: ParquetColumn, values: ParquetValues): Uint8Array | null {
  if (values === null || values.length < 2 || column.type === "boolean" || column.type === "binary") return null;
  if (ArrayBuffer.isView(values)) return isConstant(values) ? plain(column, values.subarray(0, 1)) : null;
  const [first] = values;
  return first !== null && first !== undefined && values.every((value) => value === first) ? joinBinary([first]) : null;
}

/** Bounds for readers that skip row groups; only where they cost nothing. Plain as a page's values, texts without their length. */
function boundOf(column: ParquetColumn, values: ParquetValues, constant: Uint8Array | null): Uint8Array | null {
  const value = values?.[0];
  if (constant === null || column.width !== null) return null;
  if (column.type === "string") return value instanceof Uint8Array && value.length <= MAX_STATISTIC ? value : null;
  return column.type === "int64" ? constant : null;
}

/** Encodes one column of a row group: uncompressed pages, typed arrays as they are in memory. */
export function encodeColumn(column: ParquetColumn, values: ParquetValues, rows: number): EncodedColumn {
  const width = column.width ?? 1;
  const parts: Uint8Array[] = [];
  const constant = constantOf(column, values);
  const encoding: PageEncoding = constant === null ? "PLAIN" : "RLE_DICTIONARY";
  if (constant !== null) {
    const header = pageHeader(DICTIONARY_PAGE, constant.length, [1, ENCODINGS.PLAIN]);
    parts.push(header, constant);
  }
  const dictionarySize = parts.reduce((sum, part) => sum + part.length, 0);
  let items = 0;
  for (let first = 0; first < rows; first += ROWS_PER_PAGE) {
    const count = Math.min(ROWS_PER_PAGE, rows - first);
    const page = slice(values, first * width, (first + count) * width);
    const pageItems = page === null ? count : count * width;
    const body =
      page === null
        ? new Uint8Array(0)
        : constant === null
          ? plain(column, page)
          : Uint8Array.from([1, ...constantRun(pageItems, 0)]);
    parts.push(...dataPage(encoding, pageItems, [...levelsOf(column, page, count), body]));
    items += pageItems;
  }
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  return { parts, size, items, dictionarySize, bound: boundOf(column, values, constant) };
}
