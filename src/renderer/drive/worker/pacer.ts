/** Calls `tick` whenever the next one is due, and lets the thread's message queue be read between any two. */
export interface Pacer {
  readonly running: boolean;
  start(): void;
  stop(): void;
}

export interface PacedWork {
  /** ms on the clock of `now`; when the next tick is due */
  due(): number;
  now(): number;
  tick(): void;
  /** keeps the thread asleep for so many ms; null: it cannot, so timers wait */
  readonly sleep: ((ms: number) => void) | null;
}

/** ms; longest sleep in one piece, so that messages are read in time at slow time scales, too */
const LONGEST_SLEEP = 8;

/** Sleeps by Atomics.wait, which keeps a deadline to a fraction of a millisecond; null where memory cannot be shared. */
export function createSleep(): PacedWork["sleep"] {
  if (typeof SharedArrayBuffer === "undefined") return null;
  const bell = new Int32Array(new SharedArrayBuffer(4));
  return (ms) => void Atomics.wait(bell, 0, 0, ms);
}

/** A message to itself between any two ticks lets the page's messages in. */
export function createPacer(work: PacedWork): Pacer {
  const channel = new MessageChannel();
  let running = false;
  let waiting = false;

  const again = (): void => {
    if (!running || waiting) return;
    waiting = true;
    channel.port2.postMessage(null);
  };
  const turn = (): void => {
    waiting = false;
    if (!running) return;
    const wait = work.due() - work.now();
    if (wait > 0 && work.sleep === null) {
      waiting = true;
      setTimeout(turnByTimer, Math.min(wait, LONGEST_SLEEP));
      return;
    }
    if (wait > 0) work.sleep?.(Math.min(wait, LONGEST_SLEEP));
    if (running && work.due() - work.now() <= 0) work.tick();
    again();
  };
  const turnByTimer = (): void => {
    waiting = false;
    if (running && work.due() - work.now() <= 0) work.tick();
    again();
  };
  channel.port1.onmessage = turn;
  return {
    get running(): boolean {
      return running;
    },
    start(): void {
      running = true;
      again();
    },
    stop(): void {
      running = false;
    },
  };
}
