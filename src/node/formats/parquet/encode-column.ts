import type { ColumnMetaData, Encoding, PageHeader } from "hyparquet";
import { ByteWriter } from "hyparquet-writer";
import { writePageHeader } from "hyparquet-writer/src/datapage.js";
import { constantRun, listLevels, valueRuns } from "./level-runs.ts";
import { leafPath, physicalType } from "./parquet-schema.ts";
import type { ParquetColumn } from "./parquet-schema.ts";

/** Values of one column, row by row; lists are flattened. `null`: no row has a value. */
export type ParquetValues =
  | Float64Array
  | Float32Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | readonly (Uint8Array | null)[]
  | null;

/** A column chunk's bytes and their description; offsets count from the chunk's start. */
export interface EncodedColumn {
  readonly parts: readonly Uint8Array[];
  readonly size: number;
  readonly meta: ColumnMetaData;
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
  if (values instanceof Uint8Array || values instanceof BigInt64Array) {
    const [first] = values;
    for (let i = 1; i < values.length; i++) if (values[i] !== first) return false;
    return true;
  }
  const wide = values instanceof Float64Array ? 2 : 1;
  const words = new Int32Array(values.buffer, values.byteOffset, values.length * wide);
  for (let i = wide; i < words.length; i++) if (words[i] !== words[i - wide]) return false;
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
  return column.type === "boolean" ? packBits(values) : asBytes(Int32Array.from(values));
}

function prefixed(levels: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + levels.length);
  new DataView(bytes.buffer).setUint32(0, levels.length, true);
  bytes.set(levels, 4);
  return bytes;
}

/** Levels of one page, before its values. */
function levelsOf(column: ParquetColumn, values: ParquetValues, rows: number): readonly Uint8Array[] {
  const top = Number(column.optional) + Number(column.width !== null);
  const items = values === null ? rows : rows * (column.width ?? 1);
  const repetition =
    column.width === null ? [] : [prefixed(values === null ? constantRun(rows, 0) : listLevels(rows, column.width))];
  if (top === 0) return repetition;
  const sparse = values !== null && !ArrayBuffer.isView(values) && values.includes(null);
  const definition = sparse
    ? valueRuns(Uint8Array.from(values, (value) => Number(value !== null)))
    : constantRun(items, values === null ? 0 : top);
  return [...repetition, prefixed(definition)];
}

function pageHeader(header: Omit<PageHeader, "compressed_page_size">): Uint8Array {
  const writer = new ByteWriter(64);
  writePageHeader(writer, { ...header, compressed_page_size: header.uncompressed_page_size });
  return writer.getBytes();
}

function dataPage(encoding: Encoding, items: number, parts: readonly Uint8Array[]): readonly Uint8Array[] {
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  const header = pageHeader({
    type: "DATA_PAGE",
    uncompressed_page_size: size,
    data_page_header: {
      num_values: items,
      encoding,
      definition_level_encoding: "RLE",
      repetition_level_encoding: "RLE",
    },
  });
  return [header, ...parts];
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

/** Bounds for readers that skip row groups; only where they cost nothing. */
function statisticsOf(column: ParquetColumn, values: ParquetValues): Pick<ColumnMetaData, "statistics"> {
  const value = values?.[0];
  if (column.width !== null || value === null || value === undefined) return {};
  if (column.type === "string" && value instanceof Uint8Array && value.length <= MAX_STATISTIC) {
    const text = new TextDecoder().decode(value);
    return { statistics: { min_value: text, max_value: text, null_count: 0n } };
  }
  return column.type === "int64" ? { statistics: { min_value: value, max_value: value, null_count: 0n } } : {};
}

/** Encodes one column of a row group: uncompressed pages, typed arrays as they are in memory. */
export function encodeColumn(column: ParquetColumn, values: ParquetValues, rows: number): EncodedColumn {
  const width = column.width ?? 1;
  const parts: Uint8Array[] = [];
  const constant = constantOf(column, values);
  const encoding: Encoding = constant === null ? "PLAIN" : "RLE_DICTIONARY";
  if (constant !== null) {
    const header = pageHeader({
      type: "DICTIONARY_PAGE",
      uncompressed_page_size: constant.length,
      dictionary_page_header: { num_values: 1, encoding: "PLAIN" },
    });
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
  return {
    parts,
    size,
    meta: {
      type: physicalType(column),
      encodings: constant === null ? ["PLAIN", "RLE"] : ["PLAIN", "RLE", "RLE_DICTIONARY"],
      path_in_schema: leafPath(column),
      codec: "UNCOMPRESSED",
      num_values: BigInt(items),
      total_uncompressed_size: BigInt(size),
      total_compressed_size: BigInt(size),
      data_page_offset: BigInt(dictionarySize),
      ...(constant === null ? {} : { dictionary_page_offset: 0n, ...statisticsOf(column, values) }),
    },
  };
}
