import type { ParquetType } from "hyparquet";
import { FailureError } from "../../../shared/base/failure.ts";
import { invalidFile } from "../../../shared/dataset/invalid-file.ts";
import { readRuns } from "./level-runs.ts";

/** Values of a page: numbers (64-bit integers as they are, truth values as 0 and 1), or texts and bytes. */
export type PageValues = Float64Array | Float32Array | Int32Array | BigInt64Array | Uint8Array | readonly Uint8Array[];

const SIZES: Partial<Record<ParquetType, number>> = { DOUBLE: 8, FLOAT: 4, INT32: 4, INT64: 8 };

function unsupported(what: string): FailureError {
  return new FailureError(
    "unsupported",
    `The Parquet file has ${what}, which is not read here.`,
    "Write it again with the defaults of pyarrow or pandas.",
  );
}

function numbers(type: ParquetType, bytes: Uint8Array, count: number): PageValues {
  const size = (SIZES[type] ?? 0) * count;
  if (size > bytes.length) throw invalidFile("A page of the Parquet file is cut short.");
  // a copy, which is aligned; a Buffer's own slice would be none
  const { buffer } = Uint8Array.prototype.slice.call(bytes, 0, size);
  switch (type) {
    case "DOUBLE":
      return new Float64Array(buffer);
    case "FLOAT":
      return new Float32Array(buffer);
    case "INT32":
      return new Int32Array(buffer);
    case "INT64":
      return new BigInt64Array(buffer);
    default:
      throw unsupported(`values of type ${type}`);
  }
}

function binaries(bytes: Uint8Array, count: number): readonly Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values: Uint8Array[] = [];
  for (let at = 0; values.length < count;) {
    if (at + 4 > bytes.length) throw invalidFile("A page of the Parquet file is cut short.");
    const length = view.getUint32(at, true);
    if (length > bytes.length - at - 4) throw invalidFile("A text of the Parquet file is cut short.");
    values.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return values;
}

function truths(bytes: Uint8Array, count: number): Uint8Array {
  if (Math.ceil(count / 8) > bytes.length) throw invalidFile("A page of the Parquet file is cut short.");
  return Uint8Array.from({ length: count }, (_item, i) => ((bytes[i >> 3] ?? 0) >> (i & 7)) & 1);
}

/** PLAIN encoding; also that of dictionaries. */
export function plainValues(type: ParquetType, bytes: Uint8Array, count: number): PageValues {
  if (type === "BOOLEAN") return truths(bytes, count);
  return type === "BYTE_ARRAY" ? binaries(bytes, count) : numbers(type, bytes, count);
}

function fromDictionary(dictionary: PageValues, bytes: Uint8Array, count: number): PageValues {
  const indices = readRuns(bytes.subarray(1), bytes[0] ?? 0, count);
  if (indices.some((index) => index >= dictionary.length))
    throw invalidFile("A page of the Parquet file points beyond its dictionary.");
  if (!ArrayBuffer.isView(dictionary)) return Array.from(indices, (index) => dictionary[index] ?? new Uint8Array(0));
  if (dictionary instanceof BigInt64Array)
    return BigInt64Array.from({ length: count }, (_item, i) => dictionary[indices[i] ?? 0] ?? 0n);
  const values = new (dictionary.constructor as new (length: number) => Exclude<typeof dictionary, readonly unknown[]>)(
    count,
  );
  for (let i = 0; i < count; i++) values[i] = dictionary[indices[i] ?? 0] ?? 0;
  return values;
}

/** Decodes `count` values of a page. FailureError "invalid-file" or "unsupported". */
export function pageValues(
  type: ParquetType,
  encoding: string,
  bytes: Uint8Array,
  count: number,
  dictionary: PageValues | null,
): PageValues {
  if (count === 0) return new Uint8Array(0);
  switch (encoding) {
    case "PLAIN":
      return plainValues(type, bytes, count);
    case "PLAIN_DICTIONARY":
    case "RLE_DICTIONARY":
      if (dictionary === null) throw invalidFile("A page of the Parquet file has no dictionary.");
      return fromDictionary(dictionary, bytes, count);
    case "RLE":
      if (type !== "BOOLEAN") throw unsupported("run-length encoded numbers");
      return Uint8Array.from(readRuns(bytes.subarray(4), 1, count));
    default:
      throw unsupported(`the encoding ${encoding}`);
  }
}
