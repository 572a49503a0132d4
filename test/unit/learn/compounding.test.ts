import { expect, test } from "vitest";
import { findMistakes, measureCompounding } from "../../../src/shared/learn/compounding.ts";

test("a row is mistaken where any torque lies in another part than the expert's", () => {
  const chosen = Float32Array.of(0.05, 0.9, 0.05, 0.9, 0.05, 5);
  const labels = Float32Array.of(-0.05, 0.95, 0.05, 0.2, 0.05, 1);
  // Three parts: -1 … -1/3 … 1/3 … 1; beyond the ends counts to the outermost.
  expect([...findMistakes(chosen, labels, 2, 3)]).toEqual([0, 1, 0]);
  expect([...findMistakes(chosen, labels, 1, 2)]).toEqual([1, 0, 0, 0, 0, 0]);
  expect(() => findMistakes(chosen, labels.subarray(1), 1, 2)).toThrow("5 labels");
});

const row = (steps: number, mistakes: readonly number[], fell = false): { mistakes: Uint8Array; fell: boolean } => ({
  mistakes: Uint8Array.from({ length: steps }, (_, t) => Number(mistakes.includes(t))),
  fell,
});

test("totals count every step after a fall, and stand beside εT and εT²", () => {
  const expert = [row(100, [3, 60]), row(100, [])];
  const own = [row(100, [1, 2, 70]), row(20, [5], true)];
  const [short, long] = measureCompounding(expert, own, [20, 100]);
  expect(short).toMatchObject({
    horizon: 20,
    expertLoss: 1 / 40,
    linear: 0.5,
    quadratic: 10,
    measured: 1.5,
    alive: 0.5,
  });
  expect(long).toMatchObject({ expertLoss: 0.01, linear: 1, quadratic: 100, beforeFalls: 2, measured: 42, alive: 0.5 });
  expect(long?.factor).toBe(42);
  expect(long?.measuredCi95).toEqual([3, 81]);
});

test("a policy without a mistake on the expert's states has no factor", () => {
  const [only] = measureCompounding([row(10, [])], [row(10, [])], [10]);
  expect(only).toMatchObject({ expertLoss: 0, measured: 0, linear: 0, factor: null });
});
