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
  /** takes the tick due now; answers its due time and moves on */
  take(now: number): number;
}

export function createTickGrid(): TickGrid {
  let due = 0;
  let period = 8;
  let missed = 0;
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
    take(now: number): number {
      const late = Math.floor((now - due) / period);
      if (late > 0) {
        missed += late;
        due += late * period;
      }
      const taken = due;
      due += period;
      return taken;
    },
  };
}
