import type { SchemaElement } from "hyparquet";
import type { EncodedColumn } from "./encode-column.ts";
import { ENCODINGS, leafPath, parquetSchemaOf, physicalType } from "./parquet-schema.ts";
import type { ParquetColumn } from "./parquet-schema.ts";
import { THRIFT } from "./thrift-writer.ts";
import type { ThriftWriter } from "./thrift-writer.ts";

/** Numbers of parquet.thrift's enums. */
const PHYSICAL_TYPES = ["BOOLEAN", "INT32", "INT64", "INT96", "FLOAT", "DOUBLE", "BYTE_ARRAY"] as const;
const REPETITIONS = ["REQUIRED", "OPTIONAL", "REPEATED"] as const;
const CONVERTED_TYPES = { UTF8: 0, LIST: 3, UINT_8: 11 } as const;
const LOGICAL_TYPES = { STRING: 1, LIST: 3 } as const;
const UNCOMPRESSED = 0;
const VERSION = 2;

function numberOf<K extends string>(numbers: Readonly<Record<K, number>>, name: string): number {
  const found = Object.entries<number>(numbers).find(([key]) => key === name);
  if (found === undefined) throw new Error(`no number of parquet.thrift for ${name}`);
  return found[1];
}

function writeElement(writer: ThriftWriter, element: SchemaElement): void {
  const { type, repetition_type, name, num_children, converted_type, logical_type } = element;
  writer.struct(null, () => {
    if (type !== undefined) writer.integer(1, typeNumber(type));
    if (repetition_type !== undefined) writer.integer(3, REPETITIONS.indexOf(repetition_type));
    writer.binary(4, name);
    if (num_children !== undefined) writer.integer(5, num_children);
    if (converted_type !== undefined) writer.integer(6, numberOf(CONVERTED_TYPES, converted_type));
    if (logical_type !== undefined)
      writer.struct(10, () => writer.struct(numberOf(LOGICAL_TYPES, logical_type.type), () => undefined));
  });
}

function typeNumber(type: string): number {
  return PHYSICAL_TYPES.findIndex((name) => name === type);
}

/** A column chunk of a row group, as it lies in the file. */
export interface PlacedColumn {
  readonly column: ParquetColumn;
  readonly encoded: EncodedColumn;
  /** where the chunk begins in the file */
  readonly offset: number;
}

function writeColumn(writer: ThriftWriter, { column, encoded, offset }: PlacedColumn): void {
  const { size, items, dictionarySize, bound } = encoded;
  const encodings = [ENCODINGS.PLAIN, ENCODINGS.RLE, ...(dictionarySize > 0 ? [ENCODINGS.RLE_DICTIONARY] : [])];
  const path = leafPath(column);
  writer.struct(null, () => {
    writer.integer(2, 0, THRIFT.I64);
    writer.struct(3, () => {
      writer.integer(1, typeNumber(physicalType(column)));
      writer.list(2, THRIFT.I32, encodings.length);
      for (const encoding of encodings) writer.item(encoding);
      writer.list(3, THRIFT.BINARY, path.length);
      for (const name of path) writer.binaryItem(name);
      writer.integer(4, UNCOMPRESSED);
      writer.integer(5, items, THRIFT.I64);
      writer.integer(6, size, THRIFT.I64);
      writer.integer(7, size, THRIFT.I64);
      writer.integer(9, offset + dictionarySize, THRIFT.I64);
      if (dictionarySize > 0) writer.integer(11, offset, THRIFT.I64);
      if (bound !== null)
        writer.struct(12, () => {
          writer.integer(3, 0, THRIFT.I64);
          writer.binary(5, bound);
          writer.binary(6, bound);
          // the largest and the smallest value are themselves, not cut off
          writer.field(7, THRIFT.TRUE);
          writer.field(8, THRIFT.TRUE);
        });
    });
  });
}

/** A RowGroup of parquet.thrift. */
export function writeRowGroup(writer: ThriftWriter, columns: readonly PlacedColumn[], rows: number): void {
  const size = columns.reduce((sum, { encoded }) => sum + encoded.size, 0);
  writer.struct(null, () => {
    writer.list(1, THRIFT.STRUCT, columns.length);
    for (const column of columns) writeColumn(writer, column);
    writer.integer(2, size, THRIFT.I64);
    writer.integer(3, rows, THRIFT.I64);
    writer.integer(6, size, THRIFT.I64);
  });
}

/** What the footer says. */
export interface Footer {
  readonly columns: readonly ParquetColumn[];
  readonly rows: number;
  readonly groups: number;
  /** so many RowGroups, one after the other */
  readonly groupBytes: Uint8Array;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The FileMetaData of parquet.thrift. Bounds are in the order of their types. */
export function writeFooter(writer: ThriftWriter, { columns, rows, groups, groupBytes, metadata }: Footer): void {
  const schema = parquetSchemaOf(columns);
  const pairs = Object.entries(metadata);
  writer.struct(null, () => {
    writer.integer(1, VERSION);
    writer.list(2, THRIFT.STRUCT, schema.length);
    for (const element of schema) writeElement(writer, element);
    writer.integer(3, rows, THRIFT.I64);
    writer.list(4, THRIFT.STRUCT, groups);
    writer.append(groupBytes);
    if (pairs.length > 0) writer.list(5, THRIFT.STRUCT, pairs.length);
    for (const [key, value] of pairs)
      writer.struct(null, () => {
        writer.binary(1, key);
        writer.binary(2, value);
      });
    writer.binary(6, "Pogo");
    writer.list(7, THRIFT.STRUCT, columns.length);
    for (let i = 0; i < columns.length; i++) writer.struct(null, () => writer.struct(1, () => undefined));
  });
}
