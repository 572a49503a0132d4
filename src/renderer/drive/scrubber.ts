import { STEP_RATE } from "../../shared/base/specs.ts";
import type { InputSample } from "../input/input-source.ts";

/** Moves through an episode by the triggers (or the left stick): right is forward, harder is faster. */
export interface Scrubber {
  /** the step it stands at */
  readonly step: number;
  /** stands at a step, within [oldest, newest] */
  place(step: number, oldest: number, newest: number): void;
  /** moves on by what the pad says over `dt` seconds; true when the step changed */
  move(sample: Readonly<InputSample>, dt: number): boolean;
}

/** times real time at full trigger */
const FASTEST = 3;
const LEFT_TRIGGER = 6;
const RIGHT_TRIGGER = 7;
const REST = 0.15;

export function createScrubber(): Scrubber {
  let position = 0;
  let low = 0;
  let high = 0;
  return {
    get step(): number {
      return Math.round(position);
    },
    place(step, oldest, newest): void {
      position = step;
      low = oldest;
      high = newest;
    },
    move({ axes, buttons }, dt): boolean {
      const wish = (buttons[RIGHT_TRIGGER] ?? 0) - (buttons[LEFT_TRIGGER] ?? 0) + (axes[0] ?? 0);
      if (Math.abs(wish) < REST) return false;
      const before = Math.round(position);
      const speed = Math.max(-1, Math.min(1, wish)) * FASTEST * STEP_RATE;
      position = Math.max(low, Math.min(high, position + speed * dt));
      return Math.round(position) !== before;
    },
  };
}
