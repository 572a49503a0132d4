import { BATCH_STEPS, STEP_COLUMNS, allocateColumn } from "../dataset/columns.ts";
import type { ColumnArray, StepColumns } from "../dataset/columns.ts";

/** Arrays for one batch of every column. */
export interface StepBuffer {
  readonly step: Int32Array;
  readonly observation: Float64Array;
  readonly action: Float32Array;
  readonly reward: Float64Array;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  readonly action_intended: Float32Array;
  readonly action_label: Float32Array;
  readonly reward_forward: Float64Array;
  readonly reward_healthy: Float64Array;
  readonly reward_ctrl: Float64Array;
  readonly cause: Uint8Array;
  readonly contact: Uint8Array;
  readonly x: Float64Array;
  readonly sim_time: Float64Array;
  readonly wall_time: Float64Array;
  readonly time_scale: Float32Array;
  readonly pad_time: Float64Array;
  readonly pad_age: Float32Array;
  readonly missed_ticks: Int32Array;
  readonly pad_axes: Float32Array;
  readonly pad_buttons: Float32Array;
  readonly intent: Float32Array;
  readonly push: Float32Array;
  readonly source: Uint8Array;
  readonly level: Uint8Array;
  readonly takeover: Uint8Array;
  readonly pad_device: Uint8Array;
}

/** Room for one batch, allocated by the column specs. */
export function createStepBuffer(): StepBuffer {
  const columns = Object.entries(STEP_COLUMNS).map(
    ([name, spec]) => [name, allocateColumn(spec, BATCH_STEPS)] as const,
  );
  return Object.fromEntries(columns) as unknown as StepBuffer;
}

/** Moves rows `from` to `to` (not included) to the front. */
export function moveRows(buffer: StepBuffer, from: number, to: number): void {
  if (from === to) return;
  for (const [name, values] of Object.entries(buffer) as [keyof StepBuffer, ColumnArray][]) {
    const { size } = STEP_COLUMNS[name];
    values.copyWithin(0, from * size, to * size);
  }
}

/** Copies of the first `rows` rows, of their own memory so that they can be transferred. */
export function copyRows(buffer: StepBuffer, rows: number): StepColumns {
  const copies: Partial<Record<keyof StepBuffer, ColumnArray>> = {};
  for (const [name, values] of Object.entries(buffer) as [keyof StepBuffer, ColumnArray][]) {
    copies[name] = values.slice(0, rows * STEP_COLUMNS[name].size);
  }
  return copies;
}
