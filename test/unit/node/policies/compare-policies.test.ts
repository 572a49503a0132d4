import { expect, test } from "vitest";
import { comparePolicies } from "../../../../src/node/policies/compare-policies.ts";
import { summarise } from "../../../../src/shared/learn/summarise.ts";

const evaluated = (id: string, first: number, returns: readonly number[]) => ({
  id,
  evaluation: summarise(
    returns.map((sum, i) => ({ seed: first + i, steps: 10, return: sum, terminated: false, cause: "time-limit" })),
    first,
  ),
});

test("pairs are the episodes of the same seed", () => {
  const a = evaluated("a", 5, [1, 10, 20, 30]);
  const b = evaluated("b", 6, [9, 18, 27, 99]);
  const [row] = comparePolicies([a, b]);
  // Seeds 6, 7, 8: 10, 20, 30 against 9, 18, 27.
  expect(row).toMatchObject({ policy: "a", other: "b", pairs: 3, difference: { mean: 2 } });
  expect(row?.improvement).toBeCloseTo(6 / 9, 12);
  expect(row?.difference?.ci95[0]).toBeGreaterThanOrEqual(1);
  expect(row?.difference?.ci95[1]).toBeLessThanOrEqual(3);
});

test("a clear difference has a small p-value, none a large one, whichever comes first", () => {
  const low = Array.from({ length: 20 }, (_, i) => i % 5);
  const a = evaluated("a", 1, low);
  const better = evaluated(
    "b",
    1,
    low.map((value) => value + 50),
  );
  const same = evaluated("c", 1, low);
  const [clear, none] = comparePolicies([a, better, same]);
  expect(clear?.pValue).toBeLessThan(0.001);
  expect(clear?.improvement).toBe(0);
  expect(comparePolicies([better, a])[0]).toMatchObject({ improvement: 1, pValue: clear?.pValue });
  expect(none).toMatchObject({ improvement: 0.5, pValue: 1 });
});

test("without common seeds, or without episodes, nothing is claimed", () => {
  const a = evaluated("a", 1, [1, 2]);
  const nothing = { pairs: 0, improvement: null, difference: null, pValue: null };
  expect(comparePolicies([a, evaluated("b", 100, [1, 2]), { id: "c", evaluation: null }])).toEqual([
    { policy: "a", other: "b", ...nothing },
    { policy: "a", other: "c", ...nothing },
  ]);
});
