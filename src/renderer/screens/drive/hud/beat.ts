/**
 * The instruments' one clock, beats per second. What is written in one beat is drawn in one display frame: instruments with
 * clocks of their own would have the page drawn for each of them. Without a GPU a frame takes some 5 ms of the processors,
 * whatever little has changed.
 */
export const BEATS = 12;

interface Listener {
  /** beats between two calls */
  readonly every: number;
  readonly call: () => void;
}

const listeners = new Set<Listener>();
let timer: ReturnType<typeof setInterval> | undefined;
let count = 0;

function beat(): void {
  count += 1;
  for (const { every, call } of listeners) if (count % every === 0) call();
}

/** Calls `call` about `rate` times a second, at most `BEATS` times, in the same beat as all others. Returns the end of it. */
export function onBeat(call: () => void, rate: number): () => void {
  const listener: Listener = { every: Math.max(1, Math.round(BEATS / rate)), call };
  listeners.add(listener);
  timer ??= setInterval(beat, 1000 / BEATS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
