import fc from "fast-check";
import { expect, test } from "vitest";
import { splitEdits, splitEpisodes } from "../../../src/shared/dataset/split-episodes.ts";

const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { maxLength: 60 });
const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const seed = fc.integer({ min: 0, max: 0xffffffff });

test("every episode is on one side, and the share is as asked, to one episode", () => {
  fc.assert(
    fc.property(ids, fraction, seed, (episodes, share, from) => {
      const { train, validation } = splitEpisodes(episodes, share, from);
      expect([...train, ...validation].sort()).toEqual([...episodes].sort());
      expect(Math.abs(validation.length - share * episodes.length)).toBeLessThanOrEqual(1);
    }),
  );
});

test("the same seed gives the same split in whatever order the episodes come; another seed another one", () => {
  const episodes = Array.from({ length: 40 }, (_, index) => `E${index}`);
  const split = splitEpisodes(episodes, 0.25, 7);
  expect(splitEpisodes([...episodes].reverse(), 0.25, 7)).toEqual(split);
  expect(splitEpisodes(episodes, 0.25, 8)).not.toEqual(split);
  expect(split.validation).toHaveLength(10);
});

test("neither side is empty where both are asked for", () => {
  expect(splitEpisodes(["a", "b"], 0.01, 1).validation).toHaveLength(1);
  expect(splitEpisodes(["a", "b"], 0.99, 1).train).toHaveLength(1);
  expect(splitEpisodes(["a"], 0.5, 1).validation).toHaveLength(1);
});

test("a split is put down as one edit per episode", () => {
  expect(splitEdits({ train: ["a"], validation: ["b"] })).toEqual([
    { op: "split", episode: "a", split: "train" },
    { op: "split", episode: "b", split: "validation" },
  ]);
});
