import { Binary, Field, FixedSizeList, Float32, Float64, Int32, Schema, Uint8 } from "apache-arrow";
import type { DataType } from "apache-arrow";
import { STEP_COLUMNS } from "../columns.ts";
import type { ColumnName, ColumnSpec, ColumnType, StepColumns } from "../columns.ts";

/** Nullable Binary: a simulator snapshot taken before the row's step. */
export const SNAPSHOT_COLUMN = "snapshot";
/** Nullable Binary, journals only: the observation after the row (11 little-endian float64), on each batch's last row. */
export const NEXT_OBSERVATION_COLUMN = "next_observation";

/** The columns that are present, in the file's order. */
export function presentColumns(columns: StepColumns): readonly ColumnName[] {
  return (Object.keys(STEP_COLUMNS) as ColumnName[]).filter((name) => columns[name] !== undefined);
}

function scalarType(type: ColumnType): DataType {
  switch (type) {
    case "float64":
      return new Float64();
    case "float32":
      return new Float32();
    case "int32":
      return new Int32();
    case "uint8":
      return new Uint8();
  }
}

/** The Arrow type of a column of lists. */
function listType(spec: ColumnSpec): FixedSizeList {
  return new FixedSizeList(spec.size, new Field("item", scalarType(spec.type), false));
}

/** The Arrow schema of an episode file with these columns; `journal` adds the observation after each batch. */
export function episodeSchema(
  names: readonly ColumnName[],
  metadata: ReadonlyMap<string, string>,
  journal: boolean,
): Schema {
  const fields = names.map((name) => {
    const spec: ColumnSpec = STEP_COLUMNS[name];
    return new Field(
      name,
      spec.size === 1 ? scalarType(spec.type) : listType(spec),
      false,
      new Map([
        ["unit", spec.unit],
        ["doc", spec.doc],
      ]),
    );
  });
  fields.push(new Field(SNAPSHOT_COLUMN, new Binary(), true, new Map([["doc", "simulator state before the step"]])));
  if (journal) fields.push(new Field(NEXT_OBSERVATION_COLUMN, new Binary(), true));
  return new Schema(fields, new Map(metadata));
}
