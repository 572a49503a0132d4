import { expect } from "vitest";

/** A number that the page shows, once it has stopped changing: what was asked for last may still be on its way. */
export async function settled(read: () => Promise<number>): Promise<number> {
  const seen: number[] = [];
  await expect
    .poll(
      async () => {
        seen.push(await read());
        return seen.length >= 4 && new Set(seen.slice(-4)).size === 1;
      },
      { interval: 120 },
    )
    .toBe(true);
  return seen.at(-1) ?? Number.NaN;
}
