/** How much more than the default suite does. */
export const TIMES = Number(process.env["POGO_KILLS_TIMES"] ?? 1);
/** How often each victim is killed: 50 times in all in the default suite. */
export const KILLS = {
  server: Math.ceil(20 * TIMES),
  page: Math.ceil(8 * TIMES),
  electron: Math.ceil(4 * TIMES),
  trainer: Math.ceil(6 * TIMES),
  recorder: Math.ceil(12 * TIMES),
} as const;

/** Of every random moment; printed, so that a run can be had again. */
export const SEED = Number(process.env["POGO_SEED"] ?? Date.now() % 1_000_000);
