/** Decides which display frames are drawn. Times are ms on one clock. */
export interface DrawPace {
  due(now: number): boolean;
  /** a frame was drawn from one time to the other; `missed`: ticks that the control loop has missed so far */
  drew(from: number, to: number, missed: number): void;
}

/** With a GPU: every display frame. */
export const EVERY_FRAME: DrawPace = { due: () => true, drew: () => undefined };

/** ms between the beginnings of two frames at least; a little less than two display frames */
const SHORTEST = 30;
/** ms of rest for each ms of drawing: where no tick is missed for long, at the beginning, and where ticks are missed */
const LEAST_REST = 1;
const FIRST_REST = 3;
const MOST_REST = 4;
/** of the rest, after each picture in whose time no tick was missed: half of it after 140 pictures */
const EASE = 0.995;
/** ms; the first picture, whose programs are compiled, may take seconds, and the second need not wait as long */
const LONGEST_REST = 200;

/**
 * Where the processor draws, it draws on the cores that the control loop, the recorder and a training need: at most
 * every other display frame, half of the time at most, and a fifth of it while ticks are missed.
 */
export function createRestingPace(): DrawPace {
  let next = 0;
  let rest = FIRST_REST;
  let known = 0;
  return {
    due: (now) => now >= next,
    drew(from, to, missed): void {
      rest = missed > known ? MOST_REST : Math.max(LEAST_REST, rest * EASE);
      known = missed;
      next = Math.max(from + SHORTEST, to + Math.min(LONGEST_REST, rest * (to - from)));
    },
  };
}
