import { DRIVE_KEYS } from "./bindings.ts";

/**
 * A pad played on keys. A key is only up or down, so the stick it stands for moves at a person's pace: it leans over
 * while the key is held and comes back when it is let go.
 */
export interface KeyboardPad {
  /** true when the key belongs to driving */
  press(code: string): boolean;
  release(code: string): void;
  releaseAll(): void;
  /** moves the sticks on by `dt` seconds */
  advance(dt: number): void;
  /** left stick x, 0, 0, 0 */
  readonly axes: Float64Array;
  readonly buttons: Float64Array;
}

/** full stick per second, leaning over and coming back */
const LEAN_RATE = 1.1;
const RETURN_RATE = 1.8;
/** full trigger per second */
const TRIGGER_RATE = 5;
const RIGHT_TRIGGER = 7;

const approach = (from: number, to: number, most: number): number =>
  to > from ? Math.min(to, from + most) : Math.max(to, from - most);

export function createKeyboardPad(): KeyboardPad {
  const held = new Set<string>();
  const axes = new Float64Array(4);
  const buttons = new Float64Array(17);
  const holds = (keys: readonly string[]): boolean => keys.some((key) => held.has(key));
  const all: ReadonlySet<string> = new Set([...DRIVE_KEYS.forward, ...DRIVE_KEYS.back, ...DRIVE_KEYS.thrust]);
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
      const wanted = Number(holds(DRIVE_KEYS.forward)) - Number(holds(DRIVE_KEYS.back));
      const stick = axes[0] ?? 0;
      axes[0] = approach(stick, wanted, (wanted === 0 ? RETURN_RATE : LEAN_RATE) * dt);
      buttons[RIGHT_TRIGGER] = approach(
        buttons[RIGHT_TRIGGER] ?? 0,
        Number(holds(DRIVE_KEYS.thrust)),
        TRIGGER_RATE * dt,
      );
    },
  };
}
