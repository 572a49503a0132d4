import fc from "fast-check";
import { expect, it } from "vitest";
import { splitEdits, splitEpisodes } from "../../../src/shared/dataset/split-episodes.ts";

const splitOf = (ids: readonly string[], fraction: number, seed: number): ReadonlyMap<string, string | null> =>
  new Map(
    splitEdits(splitEpisodes(ids, fraction, seed)).map((edit) => [
      edit.episode,
      edit.op === "split" ? edit.split : null,
    ]),
  );

it("splits every episode once, the share that was asked for, whatever the order of the ids", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { maxLength: 60 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 0, max: 0xffffffff }),
      (ids, fraction, seed) => {
        const split = splitOf(ids, fraction, seed);
        expect([...split.keys()].sort()).toEqual([...ids].sort());
        expect(splitOf(ids.toReversed(), fraction, seed)).toEqual(split);
        const held = [...split.values()].filter((name) => name === "validation").length;
        expect(Math.abs(held - fraction * ids.length)).toBeLessThanOrEqual(1);
        if (ids.length > 1 && fraction > 0 && fraction < 1) {
          expect(held).toBeGreaterThan(0);
          expect(held).toBeLessThan(ids.length);
        }
      },
    ),
  );
});

it("chooses by chance: another seed, other episodes; every episode equally often", () => {
  const ids = Array.from({ length: 10 }, (_id, i) => `e${i}`);
  const times = new Map<string, number>();
  for (let seed = 0; seed < 2000; seed++)
    for (const [id, name] of splitOf(ids, 0.2, seed))
      if (name === "validation") times.set(id, (times.get(id) ?? 0) + 1);
  expect(times.size).toBe(10);
  // binomial with mean 400 and standard deviation 18
  for (const count of times.values()) expect(Math.abs(count - 400)).toBeLessThan(90);
});
