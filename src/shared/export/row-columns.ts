import { allocateColumn, STEP_COLUMNS } from "../dataset/columns.ts";
import type { ColumnArray, ColumnName, ColumnSpec } from "../dataset/columns.ts";
import { invalidFile } from "../dataset/invalid-file.ts";
import type { RowField } from "./foreign-columns.ts";

/** Numbers of one field as they were read: `width` per row; `absent` has a 1 per row without a value. */
export interface FieldValues {
  readonly values: ArrayLike<number>;
  readonly absent: Uint8Array | null;
}

const NEXT: ColumnSpec = { ...STEP_COLUMNS.observation, required: false };

/** The column a field is kept as. */
export function specOf(field: RowField): ColumnSpec {
  return field === "next_observation" ? NEXT : STEP_COLUMNS[field];
}

const RANGES = { int32: [-(2 ** 31), 2 ** 31 - 1], uint8: [0, 255] } as const;

function convert(spec: ColumnSpec, name: string, values: ArrayLike<number>, rows: number): ColumnArray {
  const column = allocateColumn(spec, rows);
  if (spec.type === "int32" || spec.type === "uint8") {
    const [low, high] = RANGES[spec.type];
    for (let i = 0; i < column.length; i++) {
      const value = values[i] ?? Number.NaN;
      if (!(Number.isInteger(value) && value >= low && value <= high))
        throw invalidFile(`Column ${name} has the value ${value} where whole numbers from ${low} to ${high} belong.`);
      column[i] = value;
    }
  } else column.set(values);
  return column;
}

/**
 * One episode's values of a field in our type; null where no row has one. Rows without a value become NaN, which only
 * columns of floating-point numbers can hold: else FailureError "invalid-file". So for whole numbers out of range.
 */
export function toColumn(field: RowField, { values, absent }: FieldValues, rows: number): ColumnArray | null {
  const spec = specOf(field);
  if (absent?.includes(1) !== true) return convert(spec, field, values, rows);
  if (!absent.includes(0)) {
    if (spec.required) throw invalidFile(`Column ${field} has rows without a value.`);
    return null;
  }
  if (spec.required || spec.type === "int32" || spec.type === "uint8")
    throw invalidFile(`Column ${field} has rows without a value.`);
  const filled = Float64Array.from({ length: rows * spec.size }, (_item, i) =>
    absent[Math.floor(i / spec.size)] === 1 ? Number.NaN : (values[i] ?? Number.NaN),
  );
  return convert(spec, field, filled, rows);
}

/** Our columns among an episode's fields. */
export function stepColumnsOf(fields: ReadonlyMap<RowField, ColumnArray>): { [name in ColumnName]?: ColumnArray } {
  const columns: { [name in ColumnName]?: ColumnArray } = {};
  for (const name of Object.keys(STEP_COLUMNS) as ColumnName[]) {
    const values = fields.get(name);
    if (values !== undefined) columns[name] = values;
  }
  return columns;
}
