/** Rows that the drive worker has handed to its page so far, and when (epoch milliseconds). */
export interface Handed {
  readonly episode: number;
  readonly rows: number;
  readonly at: number;
}

/**
 * Counts what the drive worker hands to the page, beside the app: every Worker's messages are listened to, and the count
 * is told outside at once. It stands by itself, so that a browser driver can inject it before the page loads.
 */
export function installStepCounter(): void {
  const listen = (event: MessageEvent<unknown>): void => {
    const message = event.data as { type?: string; episode?: number; batch?: { first: number; count: number } } | null;
    if (message?.type !== "batch" || message.batch === undefined) return;
    const told = { episode: message.episode ?? 0, rows: message.batch.first + message.batch.count, at: Date.now() };
    (window as unknown as { tellHanded(one: object): void }).tellHanded(told);
  };
  window.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener("message", listen);
    }
  };
}

const STEP_MS = 8;

/**
 * Steps that were simulated by a moment, at most: the rows handed over by then, and one for every tick of the 125 Hz clock
 * since (a batch is handed over just before the step that follows it). `begun` is the earliest moment of the first step.
 */
export function simulatedBy(moment: number, begun: number, handed: readonly Handed[]): number {
  const last = handed.findLast(({ at }) => at <= moment) ?? { rows: -1, at: begun };
  return Math.max(0, last.rows + 1 + Math.floor((moment - last.at) / STEP_MS));
}

/** Rows handed over by a moment. */
export function handedBy(moment: number, handed: readonly Handed[]): number {
  return handed.findLast(({ at }) => at <= moment)?.rows ?? 0;
}
