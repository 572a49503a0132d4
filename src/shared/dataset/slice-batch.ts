import { STEP_COLUMNS } from "./columns.ts";
import type { ColumnArray, ColumnName, StepBatch } from "./columns.ts";
import type { Episode } from "./episode.ts";

/** Rows first … first + count − 1 of an episode as a batch; columns are views of the episode's. */
export function sliceBatch(
  { columns, snapshots }: Pick<Episode, "columns" | "snapshots">,
  first: number,
  count: number,
  finalObservation: Float64Array,
): StepBatch {
  const rows: { [name in ColumnName]?: ColumnArray } = {};
  for (const name of Object.keys(STEP_COLUMNS) as ColumnName[]) {
    const { size } = STEP_COLUMNS[name];
    const values = columns[name];
    if (values !== undefined) rows[name] = values.subarray(first * size, (first + count) * size);
  }
  return {
    first,
    count,
    columns: rows,
    snapshots: snapshots.filter(({ step }) => step >= first && step < first + count),
    finalObservation,
  };
}
