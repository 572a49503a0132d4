import { LEFT_TRIGGER, RIGHT_TRIGGER } from "../../shared/control/pad-sample.ts";
import { DRIVE_KEYS } from "./bindings.ts";
import type { DriveKeys } from "./bindings.ts";

/**
 * A pad played on keys: both sticks and both triggers. A key is only up or down, so the stick it stands for moves at a
 * person's pace: it leans over while the key is held and comes back when it is let go.
 */
export interface KeyboardPad {
  /** true when the key belongs to driving */
  press(code: string): boolean;
  release(code: string): void;
  releaseAll(): void;
  /** moves the sticks on by `dt` seconds */
  advance(dt: number): void;
  /** left stick x, y, right stick x, y */
  readonly axes: Float64Array;
  readonly buttons: Float64Array;
}

/** full stick per second, leaning over and coming back */
const LEAN_RATE = 1.1;
const RETURN_RATE = 1.8;
/** full trigger per second */
const TRIGGER_RATE = 5;

const STICKS: readonly DriveKeys[] = [
  DRIVE_KEYS["left-x"],
  DRIVE_KEYS["left-y"],
  DRIVE_KEYS["right-x"],
  DRIVE_KEYS["right-y"],
];
const TRIGGERS: readonly (readonly [button: number, keys: DriveKeys])[] = [
  [LEFT_TRIGGER, DRIVE_KEYS["left-trigger"]],
  [RIGHT_TRIGGER, DRIVE_KEYS["right-trigger"]],
];

const approach = (from: number, to: number, most: number): number =>
  to > from ? Math.min(to, from + most) : Math.max(to, from - most);

export function createKeyboardPad(): KeyboardPad {
  const held = new Set<string>();
  const axes = new Float64Array(4);
  const buttons = new Float64Array(17);
  const holds = (keys: readonly string[]): boolean => keys.some((key) => held.has(key));
  const all: ReadonlySet<string> = new Set(Object.values(DRIVE_KEYS).flatMap(({ less, more }) => [...less, ...more]));
  return {
    axes,
    buttons,
    press(code: string): boolean {
      if (!all.has(code)) return false;
      held.add(code);
      return true;
    },
    release: (code) => void held.delete(code),
    releaseAll: () => held.clear(),
    advance(dt: number): void {
      for (const [axis, { less, more }] of STICKS.entries()) {
        const wanted = Number(holds(more)) - Number(holds(less));
        axes[axis] = approach(axes[axis] ?? 0, wanted, (wanted === 0 ? RETURN_RATE : LEAN_RATE) * dt);
      }
      for (const [button, { more }] of TRIGGERS)
        buttons[button] = approach(buttons[button] ?? 0, Number(holds(more)), TRIGGER_RATE * dt);
    },
  };
}
