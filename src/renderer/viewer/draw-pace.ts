/** Decides which display frames are drawn. Times are ms on one clock. */
export interface DrawPace {
  due(now: number): boolean;
  /** a frame was drawn from one time to the other */
  drew(from: number, to: number): void;
}

/** With a GPU: every display frame. */
export const EVERY_FRAME: DrawPace = { due: () => true, drew: () => undefined };

/** ms between the beginnings of two frames at least; a little less than two display frames */
const SHORTEST = 30;
/** ms of rest for each ms of drawing */
const REST = 1;
/** ms; the first picture, whose programs are compiled, may take seconds, and the second need not wait as long */
const LONGEST_REST = 100;

/**
 * Where the processor draws, it draws on the cores that the control loop, the recorder and a training need: at most
 * every other display frame, and never more than half of the time.
 */
export function createRestingPace(): DrawPace {
  let next = 0;
  return {
    due: (now) => now >= next,
    drew(from, to): void {
      next = Math.max(from + SHORTEST, to + Math.min(LONGEST_REST, REST * (to - from)));
    },
  };
}
