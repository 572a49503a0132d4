/**
 * When ticks are due: a grid of equal periods in real time. A tick that is less than a period late is done late and the
 * grid stays; grid points that passed wholly are missed: counted, never made up for and never stretched over.
 */
export interface TickGrid {
  /** ms; when the next tick is due */
  readonly due: number;
  /** grid points missed since the start */
  readonly missed: number;
  /** the first tick is due one period after `now` */
  start(now: number, period: number): void;
  /** ms; how much later than due it is; negative before that */
  lateness(now: number): number;
  /** counts what has passed wholly and was not taken */
  settle(now: number): void;
  /** periods of another length from now on: what passed is counted first, and the share of a period still to come stays */
  change(now: number, period: number): void;
  /** takes the tick due now; answers its due time and moves on */
  take(now: number): number;
}

export function createTickGrid(): TickGrid {
  let due = 0;
  let period = 8;
  let missed = 0;
  const settle = (now: number): void => {
    const late = Math.floor((now - due) / period);
    if (late <= 0) return;
    missed += late;
    due += late * period;
  };
  return {
    get due(): number {
      return due;
    },
    get missed(): number {
      return missed;
    },
    start(now: number, every: number): void {
      period = every;
      due = now + every;
    },
    lateness: (now: number) => now - due,
    settle,
    change(now: number, every: number): void {
      settle(now);
      due = now + ((due - now) * every) / period;
      period = every;
    },
    take(now: number): number {
      settle(now);
      const taken = due;
      due += period;
      return taken;
    },
  };
}
