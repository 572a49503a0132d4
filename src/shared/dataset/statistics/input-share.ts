import { STEP_COLUMNS } from "../columns.ts";
import type { StepColumns } from "../columns.ts";

/** Radius within which a stick rests: the default dead zone of the driving screen. */
const STICK_REST = 0.12;
/** Below it a trigger is not pulled: W3C pads report small values at rest. */
const TRIGGER_REST = 0.05;

const LEFT_TRIGGER = 6;
const RIGHT_TRIGGER = 7;

/** Steps with an input device, and those of them without input: both sticks at rest and no trigger pulled. */
export interface InputCounts {
  readonly steps: number;
  readonly idle: number;
}

/** Null where the episode has no input columns, or no step of it had a device. */
export function countInput(columns: StepColumns, rows: number): InputCounts | null {
  const { pad_axes: axes, pad_buttons: buttons, pad_time: times } = columns;
  if (axes === undefined || buttons === undefined) return null;
  let steps = 0;
  let idle = 0;
  for (let row = 0; row < rows; row++) {
    if (times !== undefined && Number.isNaN(times[row] ?? Number.NaN)) continue;
    steps++;
    const axis = row * STEP_COLUMNS.pad_axes.size;
    const button = row * STEP_COLUMNS.pad_buttons.size;
    const rests =
      isAtRest(axes[axis] ?? 0, axes[axis + 1] ?? 0) &&
      isAtRest(axes[axis + 2] ?? 0, axes[axis + 3] ?? 0) &&
      (buttons[button + LEFT_TRIGGER] ?? 0) <= TRIGGER_REST &&
      (buttons[button + RIGHT_TRIGGER] ?? 0) <= TRIGGER_REST;
    if (rests) idle++;
  }
  return steps === 0 ? null : { steps, idle };
}

function isAtRest(x: number, y: number): boolean {
  return x * x + y * y <= STICK_REST * STICK_REST;
}
