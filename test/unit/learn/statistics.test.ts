import fc from "fast-check";
import { expect, test } from "vitest";
import { createRng } from "../../../src/shared/base/rng.ts";
import {
  bootstrapGroupedInterval,
  bootstrapMeanInterval,
  interquartileMean,
  mean,
  pairedPermutationTest,
  probabilityOfImprovement,
  quantile,
  standardDeviation,
} from "../../../src/shared/learn/statistics.ts";

const values = fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 40 });

test("known numbers", () => {
  expect(mean([1, 2, 3, 6])).toBe(3);
  expect(standardDeviation([1, 2, 3, 6])).toBeCloseTo(1.8708287, 6);
  // scipy.stats.trim_mean([10, 1, 2, 3, 100, 4, 5, 6, -50], 0.25)
  expect(interquartileMean([10, 1, 2, 3, 100, 4, 5, 6, -50])).toBe(4);
  expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
  expect(probabilityOfImprovement([3, 4], [1, 3])).toBe((1 + 0.5 + 1 + 1) / 4);
});

test("the interquartile mean ignores what an outlier does to the mean", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 30 }), (list) => {
      const result = interquartileMean([...list.slice(1), 1e9]);
      expect(result).toBeGreaterThanOrEqual(0);
      expect(result).toBeLessThanOrEqual(1);
    }),
  );
});

test("a bootstrap interval encloses the mean, follows its seed, and shrinks with the number of values", () => {
  fc.assert(
    fc.property(values, fc.nat(), (list, seed) => {
      const [low, high] = bootstrapMeanInterval(list, createRng(seed));
      expect(low).toBeLessThanOrEqual(mean(list) + 1e-6);
      expect(high).toBeGreaterThanOrEqual(mean(list) - 1e-6);
      expect(bootstrapMeanInterval(list, createRng(seed))).toEqual([low, high]);
    }),
    { numRuns: 30 },
  );
  const width = (n: number): number => {
    const rng = createRng(n);
    const [low, high] = bootstrapMeanInterval(
      Array.from({ length: n }, () => rng.normal()),
      createRng(1),
    );
    return high - low;
  };
  expect(width(400)).toBeLessThan(width(25) / 2);
});

test("the 95 % interval covers the true mean about 95 times in 100", () => {
  const rng = createRng(77);
  let covered = 0;
  for (let k = 0; k < 200; k += 1) {
    const [low, high] = bootstrapMeanInterval(
      Array.from({ length: 50 }, () => rng.normal()),
      rng,
    );
    if (low <= 0 && high >= 0) covered += 1;
  }
  expect(covered).toBeGreaterThan(175);
  expect(covered).toBeLessThan(200);
});

test("probability of improvement is symmetric", () => {
  fc.assert(
    fc.property(values, values, (a, b) => {
      expect(probabilityOfImprovement(a, b) + probabilityOfImprovement(b, a)).toBeCloseTo(1, 9);
    }),
  );
});

test("the permutation test finds a difference, and none where there is none", () => {
  const rng = createRng(4);
  const a = Array.from({ length: 20 }, () => rng.normal());
  const b = a.map((x) => x - 1 + 0.1 * rng.normal());
  expect(pairedPermutationTest(a, b, createRng(1))).toBeLessThan(0.001);
  expect(pairedPermutationTest(b, a, createRng(1))).toBeGreaterThan(0.99);
  expect(pairedPermutationTest(a, a, createRng(1))).toBe(1);
});

test("an interval over groups knows that values of one group belong together", () => {
  const rng = createRng(3);
  const groups = Array.from({ length: 8 }, () => {
    const centre = rng.normal();
    return Array.from({ length: 20 }, () => centre + 0.01 * rng.normal());
  });
  const [low, high] = bootstrapGroupedInterval(groups, createRng(1));
  const [lowFlat, highFlat] = bootstrapMeanInterval(groups.flat(), createRng(1));
  expect(low).toBeLessThan(mean(groups.flat()));
  expect(high).toBeGreaterThan(mean(groups.flat()));
  expect(high - low).toBeGreaterThan(3 * (highFlat - lowFlat));
  expect(bootstrapGroupedInterval(groups, createRng(1))).toEqual([low, high]);
});
