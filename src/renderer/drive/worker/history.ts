import type { RngState } from "../../../shared/base/rng.ts";
import type { StepSource } from "../../../shared/dataset/columns.ts";

/** A state that an episode can be continued from. */
export interface Moment {
  readonly snapshot: Uint8Array;
  /** sum of the rewards until then */
  readonly total: number;
  /** control ticks missed until then */
  readonly missed: number;
  /** who acted last */
  readonly source: StepSource;
  /** of the noise on executed torques */
  readonly noise: RngState;
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
  /** what the actor carries at a step that is kept: written where it is kept, overwritten when its step is kept no more */
  memoryAt(step: number): Float64Array;
}

/** A little over a minute at 125 Hz; a state is 172 bytes. */
export const KEPT = 8192;
/** numbers (8 bytes each) that all memories together may take: a policy of more than 500 LSTM cells is kept for a shorter time */
const MEMORY = KEPT * 1024;

/** `memorySize`: numbers that the actor carries from step to step. */
export function createHistory(memorySize: number): History {
  const kept = Math.max(1, Math.min(KEPT, Math.floor(MEMORY / memorySize)));
  const memories = new Float64Array(kept * memorySize);
  const moments: (Moment | undefined)[] = Array.from({ length: kept });
  let first = 0;
  let last = -1;
  return {
    get oldest(): number {
      return Math.max(first, last - kept + 1, 0);
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
      moments[step % kept] = moment;
      last = step;
    },
    at(step: number): Moment | null {
      if (step < Math.max(first, last - kept + 1) || step > last) return null;
      return moments[step % kept] ?? null;
    },
    memoryAt(step: number): Float64Array {
      const first = (step % kept) * memorySize;
      return memories.subarray(first, first + memorySize);
    },
  };
}
