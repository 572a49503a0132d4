import fc from "fast-check";
import { expect, test } from "vitest";
import { cropCoverage } from "../../../../../src/renderer/components/charts/crop-coverage.ts";
import { heatColor, parseHex } from "../../../../../src/renderer/components/charts/heat-scale.ts";
import { linePath } from "../../../../../src/renderer/components/charts/line-path.ts";
import { niceTicks, tickText, timeTicks } from "../../../../../src/renderer/components/charts/ticks.ts";

test("ticks are round, in order, within the range, and about as many as asked for", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      fc.integer({ min: 2, max: 10 }),
      (low, size, count) => {
        const ticks = niceTicks(low, low + size, count);
        const slack = size * 1e-6;
        expect(ticks.every((tick) => tick >= low - slack && tick <= low + size + slack)).toBe(true);
        expect(ticks.every((tick, index) => index === 0 || tick > (ticks[index - 1] ?? 0))).toBe(true);
        expect(ticks.length).toBeLessThanOrEqual(1.5 * count + 2);
        expect(ticks.length).toBeGreaterThanOrEqual(Math.floor(count / 2));
      },
    ),
  );
  expect(niceTicks(0.1, 0.7, 3)).toEqual([0.2, 0.4, 0.6]);
  expect(niceTicks(3, 3, 4)).toEqual([3]);
  expect(timeTicks(8)).toEqual([0, 2, 4, 6]);
  expect([tickText(0.30000000000000004), tickText(2500), tickText(20_000)]).toEqual(["0.3", "2,500", "20k"]);
});

test("a line leaves a gap where a value is missing, and lies in the middle where all are equal", () => {
  expect(linePath([0, NaN, 1], 100, 100)).toEqual({ path: "M0.0 97.0M100.0 3.0", low: 0, high: 1 });
  expect(linePath([2, 2], 100, 100).path).toBe("M0.0 50.0L100.0 50.0");
  expect(linePath([], 100, 100).path).toBe("");
});

test("rare states are told from none and from frequent ones", () => {
  const stops = ["#000000", "#800000", "#ff0000"].map(parseHex);
  expect(heatColor(1, 100, stops)).toEqual([0, 0, 0]);
  expect(heatColor(10, 100, stops)).toEqual([128, 0, 0]);
  expect(heatColor(100, 100, stops)).toEqual([255, 0, 0]);
  expect(heatColor(1, 1, stops)).toEqual([255, 0, 0]);
  expect(parseHex("red")).toEqual([0, 0, 0]);
});

test("cropping keeps every visit at its place", () => {
  const bins = 40;
  const axis = (name: string) => ({ name, unit: "rad", low: -1, high: 1 });
  fc.assert(
    fc.property(
      fc.array(fc.record({ column: fc.nat(bins - 1), row: fc.nat(bins - 1), count: fc.integer({ min: 1, max: 9 }) })),
      (visits) => {
        const counts = Array.from({ length: bins * bins }, () => 0);
        for (const { column, row, count } of visits) counts[row * bins + column] = count;
        const shown = cropCoverage({ x: axis("leg"), y: axis("foot"), bins, counts });
        const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
        expect(sum(shown.counts)).toBe(sum(counts));
        expect(shown.counts).toHaveLength(shown.columns * shown.rows);
        expect(shown.columns).toBeGreaterThanOrEqual(12);
        const width = (shown.x.high - shown.x.low) / shown.columns;
        expect(width).toBeCloseTo(2 / bins, 9);
        for (const { column, row } of visits) {
          const inX = Math.round((-1 + (column * 2) / bins - shown.x.low) / width);
          const inY = Math.round((-1 + (row * 2) / bins - shown.y.low) / width);
          expect(shown.counts[inY * shown.columns + inX]).toBe(counts[row * bins + column]);
        }
      },
    ),
  );
});
