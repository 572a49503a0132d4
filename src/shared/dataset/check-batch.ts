import { FailureError } from "../base/failure.ts";
import { OBSERVATION_SIZE } from "../base/specs.ts";
import { STEP_COLUMNS } from "./columns.ts";
import type { ColumnName, ColumnSpec, StepBatch } from "./columns.ts";

function refuse(what: string): never {
  throw new FailureError(
    "invalid-input",
    `The steps cannot be recorded: ${what}.`,
    "Stop the recording and start a new one.",
  );
}

/**
 * Checks that a batch continues an episode: the next row, the same columns as before (null: the first batch) with
 * the right number of values. FailureError "invalid-input".
 */
export function checkBatch(batch: StepBatch, rows: number, names: readonly ColumnName[] | null): void {
  if (!Number.isInteger(batch.count) || batch.count < 1) refuse("a batch is empty");
  if (batch.first !== rows) refuse(`a batch begins at step ${batch.first} where step ${rows} is due`);
  if (batch.finalObservation.length !== OBSERVATION_SIZE) refuse("the observation after the batch has another size");
  for (const [key, entry] of Object.entries(STEP_COLUMNS)) {
    const spec: ColumnSpec = entry;
    const name = key as ColumnName;
    const values = batch.columns[name];
    const expected = names === null ? spec.required || values !== undefined : names.includes(name);
    if (expected !== (values !== undefined)) refuse(`column ${name} is ${expected ? "missing" : "new"}`);
    if (values !== undefined && values.length !== batch.count * spec.size)
      refuse(`column ${name} has ${values.length} values for ${batch.count} steps`);
  }
  const last = batch.first + batch.count;
  if (batch.snapshots.some(({ step }) => step < batch.first || step >= last))
    refuse("a snapshot belongs to another batch");
}
