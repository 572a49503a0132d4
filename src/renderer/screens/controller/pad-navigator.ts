import { applyProfile } from "../../../shared/control/pad-profile.ts";
import type { MappedPad, PadProfile } from "../../../shared/control/pad-profile.ts";
import type { PadSample } from "../../../shared/control/pad-sample.ts";

/** What a pad asks of a page. */
export type PadMove = "press" | "back" | "up" | "down" | "left" | "right";

/** Turns a pad's buttons into moves over a page. */
export interface PadNavigator {
  /** one reading at `now` (ms); `held`: press and back count only when they are held for a while */
  look(raw: PadSample, profile: PadProfile, now: number, held: boolean): PadMove | null;
  /** what is down now means nothing until it has been let go */
  settle(): void;
}

const BUTTONS = [
  ["press", 0],
  ["back", 1],
  ["up", 12],
  ["down", 13],
  ["left", 14],
  ["right", 15],
] as const;
const PRESSED = 0.5;
/** ms */
export const HOLD_MS = 800;
const REPEAT_AFTER = 400;
const REPEAT_EVERY = 90;

export function createPadNavigator(): PadNavigator {
  const mapped: MappedPad = { axes: new Float64Array(4), buttons: new Float64Array(17) };
  /** since when each is down; infinite where it must be let go first */
  const since = new Map<PadMove, number>();
  const repeated = new Map<PadMove, number>();
  let settling = true;

  const moveOf = (move: PadMove, now: number, held: boolean): boolean => {
    const from = since.get(move);
    const waits = (move === "press" || move === "back") && held;
    if (from === undefined) {
      since.set(move, now);
      return !waits;
    }
    if (waits) {
      if (now - from < HOLD_MS) return false;
      since.set(move, Infinity);
      return true;
    }
    if (move === "press" || move === "back" || now - from < REPEAT_AFTER) return false;
    if (now - (repeated.get(move) ?? 0) < REPEAT_EVERY) return false;
    repeated.set(move, now);
    return true;
  };
  return {
    look(raw, profile, now, held): PadMove | null {
      applyProfile(raw, profile, mapped);
      let found: PadMove | null = null;
      for (const [move, button] of BUTTONS) {
        if ((mapped.buttons[button] ?? 0) <= PRESSED) since.delete(move);
        else if (settling) since.set(move, Infinity);
        else if (moveOf(move, now, held)) found ??= move;
      }
      settling = false;
      return found;
    },
    settle(): void {
      settling = true;
    },
  };
}
