import { performance } from "node:perf_hooks";

/** Lets one value through per interval; a newer value replaces one that still waits. */
export interface Throttle<T> {
  offer(value: T): void;
  /** lets the waiting value through now */
  flush(): void;
}

/** Progress is shown 10 times a second at most. */
const PROGRESS_INTERVAL_MS = 100;

/** No timers: a waiting value goes with the next offer or the flush, so nothing is emitted after the end. */
export function createThrottle<T>(
  emit: (value: T) => void,
  now: () => number = () => performance.now(),
  interval = PROGRESS_INTERVAL_MS,
): Throttle<T> {
  let last = Number.NEGATIVE_INFINITY;
  let waiting: { readonly value: T } | null = null;
  const letThrough = (value: T): void => {
    last = now();
    waiting = null;
    emit(value);
  };
  return {
    offer(value) {
      if (now() - last >= interval) letThrough(value);
      else waiting = { value };
    },
    flush() {
      if (waiting !== null) letThrough(waiting.value);
    },
  };
}
