import { gunzipSync } from "node:zlib";
import type { ColumnMetaData, CompressionCodec, PageHeader } from "hyparquet";
import {
  decompressZstd,
  decompressBrotli,
  decompressLz4,
  decompressLz4Raw,
  decompressSnappy,
} from "hyparquet-compressors";
import { parquetHeader } from "hyparquet/src/column.js";
import { FailureError } from "../../../shared/base/failure.ts";
import { invalidFile } from "../../../shared/dataset/invalid-file.ts";
import { readRuns } from "./level-runs.ts";
import { parsing } from "./parquet-source.ts";
import type { SourceColumn } from "./parquet-source.ts";

const MAX_PAGE_BYTES = 256 * 1024 * 1024;

/** A page of a column chunk, decompressed; levels are empty where the column has none. */
export interface Page {
  readonly items: number;
  readonly encoding: string;
  readonly repetition: Uint32Array;
  readonly definition: Uint32Array;
  /** the encoded values, without those that are absent */
  readonly values: Uint8Array;
}

/** The pages of a column chunk. */
export interface ChunkPages {
  readonly dictionary: { readonly bytes: Uint8Array; readonly items: number } | null;
  readonly pages: Generator<Page, void, void>;
}

function decompress(codec: CompressionCodec, bytes: Uint8Array, size: number): Uint8Array {
  if (codec === "UNCOMPRESSED") return bytes;
  if (size === 0) return new Uint8Array(0);
  const plain = parsing("A page of the Parquet file cannot be decompressed.", () => {
    switch (codec) {
      case "SNAPPY":
        return decompressSnappy(bytes, size);
      case "GZIP":
        return gunzipSync(bytes, { maxOutputLength: size });
      case "ZSTD":
        return decompressZstd(bytes, new Uint8Array(size));
      case "BROTLI":
        return decompressBrotli(bytes, size);
      case "LZ4":
        return decompressLz4(bytes, size);
      case "LZ4_RAW":
        return decompressLz4Raw(bytes, size);
      default:
        throw new FailureError(
          "unsupported",
          `The Parquet file is compressed with ${codec}.`,
          "Write it again without compression, or with snappy, gzip or zstd.",
        );
    }
  });
  if (plain.length !== size) throw invalidFile("A page of the Parquet file has another size than it says.");
  return plain;
}

const bitsFor = (level: number): number => 32 - Math.clz32(level);

function levels(bytes: Uint8Array, top: number, count: number): Uint32Array {
  if (top === 0) return new Uint32Array(0);
  const values = readRuns(bytes, bitsFor(top), count);
  if (values.some((value) => value > top)) throw invalidFile("A page of the Parquet file has impossible levels.");
  return values;
}

function present(column: SourceColumn, definition: Uint32Array, items: number): number {
  if (column.maxDefinition === 0) return items;
  let count = 0;
  for (const level of definition) if (level === column.maxDefinition) count++;
  return count;
}

/** How many values a page holds. */
export function presentItems(column: SourceColumn, page: Page): number {
  return present(column, page.definition, page.items);
}

function count(value: unknown, limit: number, what: string): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > limit)
    throw invalidFile(`A page of the Parquet file has an impossible ${what}.`);
  return value;
}

function pageV1(column: SourceColumn, header: PageHeader, bytes: Uint8Array, limit: number): Page {
  const { data_page_header: said } = header;
  if (said === undefined) throw invalidFile("A page of the Parquet file has no description.");
  const items = count(said.num_values, limit, "number of values");
  let rest = bytes;
  const next = (top: number): Uint32Array => {
    if (top === 0) return new Uint32Array(0);
    if (rest.length < 4) throw invalidFile("A page of the Parquet file is cut short.");
    const length = new DataView(rest.buffer, rest.byteOffset).getUint32(0, true);
    if (length > rest.length - 4) throw invalidFile("A page of the Parquet file is cut short.");
    const read = levels(rest.subarray(4, 4 + length), top, items);
    rest = rest.subarray(4 + length);
    return read;
  };
  const repetition = next(column.list ? 1 : 0);
  const definition = next(column.maxDefinition);
  return { items, encoding: said.encoding, repetition, definition, values: rest };
}

function pageV2(
  column: SourceColumn,
  header: PageHeader,
  bytes: Uint8Array,
  codec: CompressionCodec,
  limit: number,
): Page {
  const { data_page_header_v2: said, uncompressed_page_size: size } = header;
  if (said === undefined) throw invalidFile("A page of the Parquet file has no description.");
  const items = count(said.num_values, limit, "number of values");
  const one = count(said.repetition_levels_byte_length, bytes.length, "size");
  const two = one + count(said.definition_levels_byte_length, bytes.length - one, "size");
  const stored = bytes.subarray(two);
  return {
    items,
    encoding: said.encoding,
    repetition: levels(bytes.subarray(0, one), column.list ? 1 : 0, items),
    definition: levels(bytes.subarray(one, two), column.maxDefinition, items),
    values:
      said.is_compressed === false ? stored : decompress(codec, stored, count(size - two, MAX_PAGE_BYTES, "size")),
  };
}

/** The pages in a column chunk's bytes, of at most `limit` items together. FailureError "invalid-file" or "unsupported". */
export function chunkPages(bytes: Uint8Array, column: SourceColumn, meta: ColumnMetaData, limit: number): ChunkPages {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  const take = (): { readonly header: PageHeader; readonly body: Uint8Array } => {
    const header = parsing("A page of the Parquet file is damaged.", () => parquetHeader(reader));
    count(header.uncompressed_page_size, MAX_PAGE_BYTES, "size");
    const size = count(header.compressed_page_size, bytes.length - reader.offset, "size");
    const body = bytes.subarray(reader.offset, reader.offset + size);
    reader.offset += size;
    return { header, body };
  };
  let first: ReturnType<typeof take> | null = bytes.length > 0 ? take() : null;
  let dictionary: ChunkPages["dictionary"] = null;
  if (first?.header.type === "DICTIONARY_PAGE") {
    const { header, body } = first;
    const size = header.uncompressed_page_size;
    const items = count(header.dictionary_page_header?.num_values, MAX_PAGE_BYTES, "number of values");
    dictionary = { bytes: decompress(meta.codec, body, size), items };
    first = null;
  }
  function* rest(): Generator<Page, void, void> {
    let left = limit;
    while (first !== null || (reader.offset < bytes.length && left > 0)) {
      const { header, body } = first ?? take();
      first = null;
      if (header.type === "INDEX_PAGE") continue;
      if (header.type !== "DATA_PAGE" && header.type !== "DATA_PAGE_V2")
        throw invalidFile("The Parquet file has a page of an unknown kind.");
      const page =
        header.type === "DATA_PAGE"
          ? pageV1(column, header, decompress(meta.codec, body, header.uncompressed_page_size), left)
          : pageV2(column, header, body, meta.codec, left);
      left -= page.items;
      yield page;
    }
  }
  return { dictionary, pages: rest() };
}
