/** The clocks that a thread of the page has: ms; `date` in whole ones, and moved whenever the system's clock is. */
export interface HostClock {
  readonly timeOrigin: number;
  now(): number;
  date(): number;
}

/**
 * One clock for the page and its workers, epoch milliseconds with the resolution of performance.now. `timeOrigin` alone is
 * none: Chromium works out what 1970 is on the monotonic clock anew for each thread, when that is made, from the system's
 * clock of that moment. A worker that is made after the system's clock was set, or after a sleep, which the monotonic clock
 * leaves out, would be as far ahead of its page or behind it.
 */
export interface SharedClock {
  now(): number;
  /** a time of `now` on this thread's own performance.now */
  toLocal(time: number): number;
  /** ms; how far the system's clock is ahead of this thread's own, to be given to `follow`. Takes a millisecond to measure. */
  lead(): number;
  /** keeps the clock of the thread whose lead this was a moment ago, from now on */
  follow(lead: number): void;
}

const HOST: HostClock = {
  get timeOrigin(): number {
    return performance.timeOrigin;
  },
  now: () => performance.now(),
  date: () => Date.now(),
};

/** ms; long enough to see the system's clock come to a whole millisecond */
const WATCHED = 1.2;
/** readings after which a clock that has not moved stands still */
const STANDS = 2000;
/** ms; less than this is the measurement's own error */
const ERROR = 0.5;

export function createSharedClock(host: HostClock = HOST): SharedClock {
  let shift = 0;
  const lead = (): number => {
    const start = host.now();
    let most = -Infinity;
    for (let readings = 1; ; readings += 1) {
      // Whole milliseconds are behind the true time but for the moment at which they come.
      most = Math.max(most, host.date() - (host.timeOrigin + host.now()));
      const watched = host.now() - start;
      if (watched >= WATCHED || (watched === 0 && readings >= STANDS)) return most;
    }
  };
  return {
    now: () => host.timeOrigin + host.now() + shift,
    toLocal: (time) => time - shift - host.timeOrigin,
    lead,
    follow(other: number): void {
      const ahead = lead() - other;
      shift = Math.abs(ahead) < ERROR ? 0 : ahead;
    },
  };
}

/** This thread's. */
export const sharedClock = createSharedClock();
