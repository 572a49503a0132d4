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
/** ms between them at most, but for one that takes longer itself: four pictures a second, whatever is missed */
const LONGEST = 250;
/** ms; the first picture, whose programs are compiled, may take seconds, and the second need not wait as long */
const LONGEST_REST = 225;
/** of the time, at most, where no tick is missed for long */
const MOST_BUSY = 0.5;
/** how many times as rare pictures become by each missed tick, and at most */
const BY_A_TICK = 1.5;
const MOST = LONGEST / SHORTEST;
/** at the beginning, when nothing is known yet */
const FIRST = 1.5;
/** ms without a missed tick before pictures become more frequent, and in which they then become e times so */
const CALM = 4000;
const EASE = 30_000;
/** ms; a longer gap between two pictures, out of sight or while programs are compiled, says as much as this one */
const TELLING_GAP = 500;

/**
 * Where the processor draws, it draws on the cores that the control loop, the recorder and a training need: at most every
 * other display frame and half of the time, and more rarely by each tick that is missed. What a missed tick takes is given
 * back so slowly that both are in balance at one missed tick in CALM + EASE × ln(BY_A_TICK) = 16 s, 0.05 % of all: however
 * much a picture disturbs the loop, the pace finds the rate at which it does so that rarely, and stays there.
 */
export function createRestingPace(): DrawPace {
  let next = 0;
  let rarity = FIRST;
  let known = 0;
  let calm = 0;
  let last: number | null = null;
  return {
    due: (now) => now >= next,
    drew(from, to, missed): void {
      const gap = last === null ? 0 : Math.min(TELLING_GAP, from - last);
      last = from;
      // Another episode counts from nothing: fewer than before are none anew.
      const fresh = Math.max(0, missed - known);
      known = missed;
      calm = fresh > 0 ? 0 : calm + gap;
      if (fresh > 0) rarity = Math.min(MOST, rarity * BY_A_TICK ** fresh);
      else if (calm > CALM) rarity = Math.max(1, rarity * Math.exp(-gap / EASE));
      const cost = to - from;
      const apart = Math.min(LONGEST, rarity * Math.max(SHORTEST, cost / MOST_BUSY));
      next = Math.max(from + apart, to + Math.min(LONGEST_REST, cost * (1 / MOST_BUSY - 1) * rarity));
    },
  };
}
