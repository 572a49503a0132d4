import { STEP_COLUMNS } from "../dataset/columns.ts";
import type { ColumnArray, ColumnName, ColumnSpec, StepColumns } from "../dataset/columns.ts";
import { invalidFile } from "../dataset/invalid-file.ts";
import type { NumberArray } from "./array-tree.ts";

const SPECS = Object.entries(STEP_COLUMNS) as [ColumnName, ColumnSpec][];

/** Names of all columns but those that the format holds in places of its own. */
export function extraColumnNames(held: readonly ColumnName[]): readonly ColumnName[] {
  return SPECS.map(([name]) => name).filter((name) => !held.includes(name));
}

/** The episode's columns but `held`, as arrays of steps rows; lists are (steps, size). */
export function extraColumns(
  columns: StepColumns,
  held: readonly ColumnName[],
  growing: boolean,
): Readonly<Record<string, NumberArray>> {
  const arrays: Record<string, NumberArray> = {};
  for (const name of extraColumnNames(held)) {
    const values = columns[name];
    const { size }: ColumnSpec = STEP_COLUMNS[name];
    if (values !== undefined)
      arrays[name] = { values, shape: size === 1 ? [values.length] : [values.length / size, size], growing };
  }
  return arrays;
}

/** A column's values where type and length are the column's own; FailureError "invalid-file" where they are not. */
export function columnFrom(name: ColumnName, array: NumberArray, steps: number): ColumnArray {
  const spec: ColumnSpec = STEP_COLUMNS[name];
  const { values } = array;
  const type = { float64: Float64Array, float32: Float32Array, int32: Int32Array, uint8: Uint8Array }[spec.type];
  if (!(values instanceof type) || values instanceof Int8Array || values.length !== steps * spec.size)
    throw invalidFile(`The column ${name} is damaged: it is not ${steps} × ${spec.size} of ${spec.type}.`);
  return values;
}
