import { performance } from "node:perf_hooks";
/** Longest time a training keeps its event loop to itself: a fraction of the 200 ms in which a cancel must act. */
const TURN_MS = 20;

/** A function that lets timers and messages have their turn when it is due, and returns at once when it is not. */
export function createBreathe(now: () => number = () => performance.now()): () => Promise<void> {
  let last = now();
  const immediate = Promise.resolve();
  return () => {
    if (now() - last < TURN_MS) return immediate;
    return new Promise((resolve) => {
      setImmediate(() => {
        last = now();
        resolve();
      });
    });
  };
}
