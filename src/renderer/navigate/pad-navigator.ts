import type { PadSample } from "../../shared/control/pad-sample.ts";

/** What a pad asks of a page. */
export type PadMove = "press" | "back" | Way;
export type Way = "up" | "down" | "left" | "right";

export interface PadManner {
  /** press and back count only when they are held for a while */
  readonly held?: boolean;
  /** the left stick moves as the cross does */
  readonly stick?: boolean;
}

/** Turns a pad's buttons, and its left stick, into moves over a page. */
export interface PadNavigator {
  /** one reading in the standard layout at `now` (ms) */
  look(pad: PadSample, now: number, manner?: PadManner): PadMove | null;
  /** what is down now means nothing until it has been let go */
  settle(): void;
}

const MOVES: readonly PadMove[] = ["press", "back", "up", "down", "left", "right"];
const BUTTONS = { press: 0, back: 1, up: 12, down: 13, left: 14, right: 15 } as const satisfies Record<PadMove, number>;
const STICK: Readonly<Partial<Record<PadMove, readonly [axis: number, sign: number]>>> = {
  up: [1, -1],
  down: [1, 1],
  left: [0, -1],
  right: [0, 1],
};
const PRESSED = 0.5;
/** of the stick's travel: it moves on from the first, and is let go below the second */
const LEANT = 0.65;
const BACK = 0.4;
/** ms */
export const HOLD_MS = 800;
const REPEAT_AFTER = 400;
const REPEAT_EVERY = 90;
/** time in which nobody looked may have seen the button up */
const LONGEST_LOOK = 50;

export function createPadNavigator(): PadNavigator {
  /** since when each is down; infinite where it must be let go first */
  const since = new Map<PadMove, number>();
  const repeated = new Map<PadMove, number>();
  let settling = true;
  let last = 0;
  /** ms that were looked at */
  let clock = 0;

  const isDown = (move: PadMove, { axes, buttons }: PadSample, stick: boolean): boolean => {
    if ((buttons[BUTTONS[move]] ?? 0) > PRESSED) return true;
    const lean = stick ? STICK[move] : undefined;
    if (lean === undefined) return false;
    const [axis, sign] = lean;
    const along = (axes[axis] ?? 0) * sign;
    // A stick leant between two ways means the one it leans to more.
    return along > (since.has(move) ? BACK : LEANT) && along >= Math.abs(axes[1 - axis] ?? 0);
  };
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
    look(pad, now, { held = false, stick = false } = {}): PadMove | null {
      clock += Math.min(LONGEST_LOOK, now - last);
      last = now;
      let found: PadMove | null = null;
      for (const move of MOVES) {
        if (!isDown(move, pad, stick)) since.delete(move);
        else if (settling) since.set(move, Infinity);
        else if (moveOf(move, clock, held)) found ??= move;
      }
      settling = false;
      return found;
    },
    settle(): void {
      settling = true;
    },
  };
}
