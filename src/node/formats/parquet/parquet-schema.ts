import type { ParquetType, SchemaElement } from "hyparquet";

export type ParquetValueType = "double" | "float" | "int32" | "uint8" | "int64" | "boolean" | "string" | "binary";

/** A column to write. */
export interface ParquetColumn {
  readonly name: string;
  readonly type: ParquetValueType;
  /** items of a list; null: one plain value per row */
  readonly width: number | null;
  /** whether rows without a value are possible */
  readonly optional: boolean;
}

/** Numbers of parquet.thrift's enum Encoding. */
export const ENCODINGS = { PLAIN: 0, RLE: 3, RLE_DICTIONARY: 8 } as const;

type Leaf = { readonly type: ParquetType } & Pick<SchemaElement, "converted_type" | "logical_type">;

const LEAVES: Readonly<Record<ParquetValueType, Leaf>> = {
  double: { type: "DOUBLE" },
  float: { type: "FLOAT" },
  int32: { type: "INT32" },
  // without its logical type, whose bit width the library writes in a way that Arrow refuses
  uint8: { type: "INT32", converted_type: "UINT_8" },
  int64: { type: "INT64" },
  boolean: { type: "BOOLEAN" },
  string: { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } },
  binary: { type: "BYTE_ARRAY" },
};

/** The leaf's name path; lists have three levels, as the format demands of writers. */
export function leafPath({ name, width }: ParquetColumn): string[] {
  return width === null ? [name] : [name, "list", "element"];
}

/** How the column's values are stored. */
export function physicalType({ type }: ParquetColumn): ParquetType {
  return LEAVES[type].type;
}

function elementsOf({ name, type, width, optional }: ParquetColumn): readonly SchemaElement[] {
  const repetition_type = optional ? "OPTIONAL" : "REQUIRED";
  if (width === null) return [{ name, repetition_type, ...LEAVES[type] }];
  return [
    { name, repetition_type, num_children: 1, converted_type: "LIST", logical_type: { type: "LIST" } },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    { name: "element", repetition_type: "REQUIRED", ...LEAVES[type] },
  ];
}

/** The schema of a file with these columns. */
export function parquetSchemaOf(columns: readonly ParquetColumn[]): SchemaElement[] {
  return [{ name: "schema", num_children: columns.length }, ...columns.flatMap(elementsOf)];
}
