import fc from "fast-check";
import { expect, test } from "vitest";
import { returnHistogram, survivalCurve } from "../../../src/shared/policy/return-distribution.ts";

test("a survival curve falls at falls, not at time limits", () => {
  const curve = survivalCurve([
    { steps: 50, terminated: true },
    { steps: 101, terminated: true },
    { steps: 150, terminated: false },
    { steps: 120, terminated: false },
  ]);
  expect(curve).toEqual([
    { step: 0, alive: 1 },
    { step: 50, alive: 0.75 },
    { step: 100, alive: 0.75 },
    { step: 150, alive: 0.5 },
  ]);
  expect(survivalCurve([])).toEqual([{ step: 0, alive: 0 }]);
});

test("every return lies in one part", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { maxLength: 60 }), (returns) => {
      const { from, to, counts } = returnHistogram(returns.map((value) => ({ return: value })));
      expect(counts).toHaveLength(20);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(returns.length);
      if (returns.length > 0) expect([from, to]).toEqual([Math.min(...returns), Math.max(...returns)]);
    }),
  );
  expect(returnHistogram([0, 1, 1, 10].map((value) => ({ return: value }))).counts.slice(0, 3)).toEqual([1, 0, 2]);
});
