import { STEP_RATE } from "../../shared/base/specs.ts";
import { LEFT_TRIGGER, RIGHT_TRIGGER } from "../../shared/control/pad-sample.ts";
import type { InputSample } from "../input/input-source.ts";

/** Moves through an episode by the triggers (or the left stick): right is forward, harder is faster. */
export interface Scrubber {
  /** the step it stands at */
  readonly step: number;
  /** a rewind begins: what a thumb or finger still holds from driving counts only once it was let go */
  begin(): void;
  /** stands at a step, within [oldest, newest] */
  place(step: number, oldest: number, newest: number): void;
  /** moves on by what the pad says over `dt` seconds; true when the step changed */
  move(sample: Readonly<InputSample>, dt: number): boolean;
}

/** times real time at full trigger */
const FASTEST = 3;
/** a stick or trigger this near to its rest is at rest */
const REST = 0.15;

type Control = (sample: Readonly<InputSample>) => number;
/** each is armed by itself: a thumb that leans on the stick leaves the triggers free */
const CONTROLS: readonly Control[] = [
  ({ axes }) => axes[0] ?? 0,
  ({ buttons }) => -(buttons[LEFT_TRIGGER] ?? 0),
  ({ buttons }) => buttons[RIGHT_TRIGGER] ?? 0,
];

export function createScrubber(): Scrubber {
  const armed = new Set<Control>();
  let position = 0;
  let low = 0;
  let high = 0;
  const read = (control: Control, sample: Readonly<InputSample>): number => {
    const value = control(sample);
    if (Math.abs(value) >= REST) return armed.has(control) ? value : 0;
    armed.add(control);
    return 0;
  };
  return {
    get step(): number {
      return Math.round(position);
    },
    begin(): void {
      armed.clear();
    },
    place(step, oldest, newest): void {
      // Between two steps it keeps its place, else slow scrubbing would jump from step to step.
      if (Math.round(position) !== step) position = step;
      low = oldest;
      high = newest;
    },
    move(sample, dt): boolean {
      const wish = CONTROLS.reduce((sum, control) => sum + read(control, sample), 0);
      if (wish === 0) return false;
      const before = Math.round(position);
      const speed = Math.max(-1, Math.min(1, wish)) * FASTEST * STEP_RATE;
      position = Math.max(low, Math.min(high, position + speed * dt));
      return Math.round(position) !== before;
    },
  };
}
