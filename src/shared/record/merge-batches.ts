import { STEP_COLUMNS, allocateColumn } from "../dataset/columns.ts";
import type { ColumnArray, ColumnName, StepBatch } from "../dataset/columns.ts";

/**
 * Consecutive batches of one recording as one, which costs the host one write and one sync. They have the same columns.
 * At least one is given; one alone is answered as it is.
 */
export function mergeBatches(batches: readonly [StepBatch, ...StepBatch[]]): StepBatch {
  const [head, ...rest] = batches;
  const last = rest.at(-1);
  if (last === undefined) return head;
  const count = batches.reduce((sum, batch) => sum + batch.count, 0);
  const columns: { [name in ColumnName]?: ColumnArray } = {};
  for (const name of Object.keys(head.columns) as ColumnName[]) {
    const whole = allocateColumn(STEP_COLUMNS[name], count);
    for (const { first, columns: part } of batches)
      whole.set(part[name] ?? [], (first - head.first) * STEP_COLUMNS[name].size);
    columns[name] = whole;
  }
  return {
    first: head.first,
    count,
    columns,
    snapshots: batches.flatMap(({ snapshots }) => snapshots),
    finalObservation: last.finalObservation,
  };
}
