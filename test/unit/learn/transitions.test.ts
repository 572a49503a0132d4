import fc from "fast-check";
import { expect, test } from "vitest";
import { createRng } from "../../../src/shared/base/rng.ts";
import { SMALLEST_DEVIATION, fitNormaliser, standardise } from "../../../src/shared/learn/fit-normaliser.ts";
import { concatenate, extendEpisode, shuffled, splitEpisodes } from "../../../src/shared/learn/transitions.ts";
import type { TransitionData } from "../../../src/shared/learn/transitions.ts";

function dataOf(steps: readonly number[]): TransitionData {
  return {
    inputs: 2,
    outputs: 1,
    episodes: steps.map((count, i) => ({
      id: String(i),
      steps: count,
      observations: Float32Array.from({ length: count * 2 }, (_, k) => i * 100 + k),
      actions: Float32Array.from({ length: count }, (_, k) => i * 100 + k),
    })),
  };
}

test("a split divides the episodes, keeps one to learn from, and follows its seed", () => {
  const episodes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(episodes, fc.double({ min: 0, max: 0.9, noNaN: true }), fc.nat(), (steps, fraction, seed) => {
      const data = dataOf(steps);
      const { training, validation } = splitEpisodes(data, fraction, createRng(seed));
      expect([...training, ...validation].map(({ id }) => id).toSorted()).toEqual(
        data.episodes.map(({ id }) => id).toSorted(),
      );
      expect(training.length).toBeGreaterThan(0);
      expect(validation.length > 0).toBe(fraction > 0 && steps.length > 1);
      expect(splitEpisodes(data, fraction, createRng(seed))).toEqual({ training, validation });
    }),
  );
});

test("a dataset without a step is refused", () => {
  expect(() => splitEpisodes(dataOf([0, 0]), 0.1, createRng(1))).toThrow("no step to learn from");
});

test("a shuffle is a permutation, and every place is as likely for everyone", () => {
  const rng = createRng(3);
  const first = new Float64Array(5);
  for (let k = 0; k < 5000; k += 1) {
    const order = shuffled(5, rng);
    expect([...order].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
    first[order[0] ?? 0]! += 1;
  }
  for (const count of first) expect(Math.abs(count - 1000)).toBeLessThan(120);
});

test("the dataset's own split is held out; an empty rest is refused", () => {
  const data = dataOf([2, 3, 4]);
  const marked = (splits: readonly (string | null)[]): TransitionData => ({
    ...data,
    episodes: data.episodes.map((episode, i) => ({ ...episode, split: splits[i] ?? null })),
  });
  const { training, validation } = splitEpisodes(marked(["validation", "train", null]), null, createRng(1));
  expect(training.map(({ id }) => id)).toEqual(["1", "2"]);
  expect(validation.map(({ id }) => id)).toEqual(["0"]);
  expect(() => splitEpisodes(marked(["validation", "validation", "validation"]), null, createRng(1))).toThrow(
    "validation split",
  );
});

test("episodes lie one after the other; a short one is stretched by its last step", () => {
  const [first, second] = dataOf([2, 3]).episodes;
  expect(concatenate([first!, second!], 2, 1)).toEqual({
    count: 5,
    observations: Float32Array.of(0, 1, 2, 3, 100, 101, 102, 103, 104, 105),
    actions: Float32Array.of(0, 1, 100, 101, 102),
  });
  expect(extendEpisode(second!, 3)).toBe(second);
  expect(extendEpisode(first!, 4)).toMatchObject({
    steps: 4,
    observations: Float32Array.of(0, 1, 2, 3, 2, 3, 2, 3),
    actions: Float32Array.of(0, 1, 1, 1),
  });
});

test("standardised observations have mean 0 and deviation 1; an input that never changes is only centred", () => {
  const rng = createRng(8);
  const count = 1000;
  const observations = Float32Array.from({ length: count * 3 }, (_, at) =>
    at % 3 === 2 ? 7 : rng.normal() * (1 + (at % 3)) + 5,
  );
  const rows = { count, observations, actions: new Float32Array(count) };
  const normaliser = fitNormaliser(rows);
  expect(normaliser.std[2]).toBe(Math.fround(SMALLEST_DEVIATION));
  const again = fitNormaliser(standardise(rows, normaliser));
  for (const i of [0, 1]) {
    expect(again.mean[i]).toBeCloseTo(0, 5);
    expect(again.std[i]).toBeCloseTo(1, 5);
  }
  expect(again.mean[2]).toBe(0);
});
