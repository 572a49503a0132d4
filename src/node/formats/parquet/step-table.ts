import { STEP_COLUMNS } from "../../../shared/dataset/columns.ts";
import type { ColumnName, ColumnSpec, ColumnType } from "../../../shared/dataset/columns.ts";
import type { ParquetColumn, ParquetValueType } from "./parquet-schema.ts";

const TYPES: Readonly<Record<ColumnType, ParquetValueType>> = {
  float64: "double",
  float32: "float",
  int32: "int32",
  uint8: "uint8",
};

/** A step column as it is stored under `name`. */
export function stepColumn(column: ColumnName, name: string, optional: boolean): ParquetColumn {
  const spec: ColumnSpec = STEP_COLUMNS[column];
  return { name, type: TYPES[spec.type], width: spec.size === 1 ? null : spec.size, optional };
}
