import { STEP_SECONDS } from "../../../../shared/base/specs.ts";
import { FRAME } from "../../../drive/records.ts";

/** The mean speed over the last hop: a body's own speed changes by half within each. */
export interface HopSpeed {
  /** takes a frame record in; answers m/s */
  take(frame: Float64Array): number;
}

/** s of simulated time; two touchdowns closer than this are one, with a bounce */
const SHORTEST_HOP = 0.15;
/** s; where no foot comes down for so long, it goes by a window of this length */
const WINDOW = 0.4;
const LONGEST_HOP = 1;

interface Mark {
  readonly seconds: number;
  readonly x: number;
}

/** Of frames as they come, some at least in each hop; a jump (another start) begins anew. */
export function createHopSpeed(): HopSpeed {
  let epoch = Number.NaN;
  let touching = true;
  let touchdown: Mark | null = null;
  let hop: number | null = null;
  let window: Mark[] = [];

  const forget = (): void => {
    touching = true;
    touchdown = null;
    hop = null;
    window = [];
  };
  const between = (from: Mark, to: Mark): number | null =>
    to.seconds > from.seconds ? (to.x - from.x) / (to.seconds - from.seconds) : null;

  return {
    take(frame): number {
      const now: Mark = { seconds: (frame[FRAME.steps] ?? 0) * STEP_SECONDS, x: frame[FRAME.x] ?? 0 };
      if (frame[FRAME.epoch] !== epoch || now.seconds < (window.at(-1)?.seconds ?? 0)) forget();
      epoch = frame[FRAME.epoch] ?? 0;
      const contact = frame[FRAME.contact] === 1;
      if (contact && !touching) {
        const length = touchdown === null ? Infinity : now.seconds - touchdown.seconds;
        if (length >= SHORTEST_HOP) {
          hop = touchdown === null || length > LONGEST_HOP ? null : between(touchdown, now);
          touchdown = now;
        }
      }
      touching = contact;
      if (now.seconds !== window.at(-1)?.seconds) window.push(now);
      while ((window[1]?.seconds ?? Infinity) <= now.seconds - WINDOW) window.shift();
      if (hop !== null && touchdown !== null && now.seconds - touchdown.seconds <= LONGEST_HOP) return hop;
      const [oldest] = window;
      return (oldest === undefined ? null : between(oldest, now)) ?? frame[FRAME.speed] ?? 0;
    },
  };
}
