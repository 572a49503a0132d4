import { STEP_SECONDS } from "../../../../shared/base/specs.ts";
import type { Trim } from "../../../../shared/dataset/curation.ts";

/** Which end of a trim. */
export type TrimEnd = "from" | "last";

/** A trim as it is handled on screen: its first and its last step, both kept. */
export interface TrimRange {
  readonly from: number;
  readonly last: number;
}

/** Steps that Shift and an arrow, and Page Up and Down, move. */
const LEAP = 10;
const SECOND = 125;

export function rangeOf(trim: Trim | null, steps: number): TrimRange {
  if (trim === null) return { from: 0, last: Math.max(0, steps - 1) };
  return { from: trim.from, last: Math.min(trim.to, steps) - 1 };
}

/** Null where nothing is cut off. */
export function trimOf({ from, last }: TrimRange, steps: number): Trim | null {
  return from === 0 && last === steps - 1 ? null : { from, to: last + 1 };
}

/** The range with one end moved to a step, kept within the episode and on its side of the other end. */
export function moveEnd(range: TrimRange, end: TrimEnd, step: number, steps: number): TrimRange {
  const whole = Math.round(step);
  if (end === "from") return { ...range, from: Math.min(Math.max(0, whole), range.last) };
  return { ...range, last: Math.max(Math.min(steps - 1, whole), range.from) };
}

/** Where a key moves an end of the range: arrows by a step, with Shift by ten, pages by a second; null for other keys. */
export function stepOfKey(
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  at: number,
  steps: number,
): number | null {
  const by = shiftKey ? LEAP : 1;
  switch (key) {
    case "ArrowRight":
    case "ArrowUp":
      return at + by;
    case "ArrowLeft":
    case "ArrowDown":
      return at - by;
    case "PageUp":
      return at + SECOND;
    case "PageDown":
      return at - SECOND;
    case "Home":
      return 0;
    case "End":
      return steps - 1;
    default:
      return null;
  }
}

/** "1.234 s": the time at which a step begins; steps are 8 ms, so three digits are exact. */
export function timeOf(step: number): string {
  return `${(step * STEP_SECONDS).toFixed(3)} s`;
}
