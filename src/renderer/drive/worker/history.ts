/** A state that an episode can be continued from. */
export interface Moment {
  readonly snapshot: Uint8Array;
  /** sum of the rewards until then */
  readonly total: number;
  /** control ticks missed until then */
  readonly missed: number;
}

/** The latest states of an episode, one before each step and one after the last: what can be rewound to. */
export interface History {
  /** steps whose states are kept: [oldest, newest]; both 0 when empty */
  readonly oldest: number;
  readonly newest: number;
  clear(): void;
  /** steps come one after the other; a step that was kept before takes the place of it and of what followed */
  keep(step: number, moment: Moment): void;
  /** null where it is not kept */
  at(step: number): Moment | null;
}

/** A little over a minute at 125 Hz; a state is 172 bytes. */
const KEPT = 8192;

export function createHistory(): History {
  const moments: (Moment | undefined)[] = Array.from({ length: KEPT });
  let first = 0;
  let last = -1;
  return {
    get oldest(): number {
      return Math.max(first, last - KEPT + 1, 0);
    },
    get newest(): number {
      return Math.max(last, 0);
    },
    clear(): void {
      moments.fill(undefined);
      first = 0;
      last = -1;
    },
    keep(step: number, moment: Moment): void {
      if (last < 0) first = step;
      moments[step % KEPT] = moment;
      last = step;
    },
    at(step: number): Moment | null {
      if (step < Math.max(first, last - KEPT + 1) || step > last) return null;
      return moments[step % KEPT] ?? null;
    },
  };
}
