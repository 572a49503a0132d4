import { vi } from "vitest";

/**
 * ms within which what a test waits for must have come. Only a failing test waits that long: on a machine that is busy
 * with other things, what takes 50 ms may take seconds.
 */
export const PATIENCE = 20_000;

/** Asks again and again until `check` throws no more; its last error when it does not come to that. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: PATIENCE });
}
