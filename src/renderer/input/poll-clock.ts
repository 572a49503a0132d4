/** ms; a browser renews its pads more often than the display */
export const POLL_MS = 4;
/** ms before a tick that a poll aims at: sooner than a timer is usually late, and late enough to be new */
const LEAD = 1.3;
/** ms beside it that are let be: timers count whole ms */
const TOLERANCE = 0.8;
/** polls between two looks at where they fall */
const WINDOW = 64;
const TURN = (2 * Math.PI) / POLL_MS;

const wrap = (ms: number): number => ((ms % POLL_MS) + POLL_MS) % POLL_MS;

/**
 * Calls `poll` every `POLL_MS`, and moves those moments until one falls just before each tick: a reading is then as new as
 * it can be when it is used. By a timer alone: a page that asks for display frames is put together for each, and does not
 * read meanwhile. `tickDue` tells when some tick is or was due (ms on the clock of performance.now; NaN: nothing ticks);
 * ticks lie whole multiples of `POLL_MS` apart. Returns the end of it.
 */
export function startPolls(poll: () => void, tickDue: () => number): () => void {
  let interval: ReturnType<typeof setInterval> | undefined;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let count = 0;
  // Moments that repeat have a mean only on a circle.
  let [x, y] = [0, 0];

  const begin = (): void => {
    interval = setInterval(turn, POLL_MS);
  };
  const move = (): void => {
    const mean = Math.atan2(y, x) / TURN;
    [count, x, y] = [0, 0, 0];
    const later = wrap(tickDue() - LEAD - mean);
    // Also where nothing ticks, and that is not a number.
    if (!(later > TOLERANCE && later < POLL_MS - TOLERANCE)) return;
    clearInterval(interval);
    pause = setTimeout(() => {
      poll();
      begin();
    }, Math.round(later));
  };
  const turn = (): void => {
    const angle = performance.now() * TURN;
    x += Math.cos(angle);
    y += Math.sin(angle);
    count += 1;
    poll();
    if (count === WINDOW) move();
  };
  begin();
  return () => {
    clearInterval(interval);
    clearTimeout(pause);
  };
}
