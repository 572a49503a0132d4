import { readPad } from "../../shared/control/pad-sample.ts";
import type { PadSample } from "../../shared/control/pad-sample.ts";

/** A stick that nobody seems to touch, and that is not at rest all the same. */
export interface Drift {
  /** 0: left, 1: right */
  readonly stick: 0 | 1;
  /** of its travel */
  readonly radius: number;
}

/** Finds sticks that rest outside of their dead zone while the pad is in use; each is told once. */
export interface DriftWatch {
  /** one look, at `now` (ms), at a pad in the standard layout */
  look(pad: PadSample, deadZone: number, now: number): Drift | null;
}

/** of the travel; no thumb holds a stick stiller for long */
const STILL = 0.02;
/** ms of stillness that are a rest by themselves */
const SURELY = 8000;
/** ms that are one when the stick comes back to the same place, give or take */
const PERHAPS = 1500;
const SAME_PLACE = 0.06;
/** from a place, to have been elsewhere in between */
const AWAY = 0.4;
/** further out a stick is held on purpose */
const FURTHEST = 0.45;

interface Stick {
  x: number;
  y: number;
  since: number;
  /** where it was still before, and whether it has been away since */
  place: readonly [x: number, y: number] | null;
  left: boolean;
  told: boolean;
}

export function createDriftWatch(): DriftWatch {
  const sticks: readonly Stick[] = [0, 1].map(() => ({
    x: Number.NaN,
    y: Number.NaN,
    since: 0,
    place: null,
    left: false,
    told: false,
  }));
  const isDrift = (stick: Stick, x: number, y: number, now: number): boolean => {
    const away = stick.place === null ? 0 : Math.hypot(x - stick.place[0], y - stick.place[1]);
    if (away > AWAY) stick.left = true;
    if (!(Math.hypot(x - stick.x, y - stick.y) <= STILL)) {
      Object.assign(stick, { x, y, since: now });
      return false;
    }
    if (now - stick.since >= SURELY) return true;
    if (now - stick.since < PERHAPS) return false;
    if (stick.place !== null && stick.left && away <= SAME_PLACE) return true;
    Object.assign(stick, { place: [x, y], left: away <= SAME_PLACE && stick.left });
    return false;
  };
  return {
    look(pad, deadZone, now): Drift | null {
      let found: Drift | null = null;
      for (const index of [0, 1] as const) {
        const stick = sticks[index];
        if (stick === undefined || stick.told) continue;
        const [x, y] = [readPad(pad.axes, index * 2), readPad(pad.axes, index * 2 + 1)];
        const radius = Math.hypot(x, y);
        const rests = isDrift(stick, x, y, now) && radius > deadZone && radius < FURTHEST;
        if (!rests || found !== null) continue;
        stick.told = true;
        found = { stick: index, radius };
      }
      return found;
    },
  };
}
