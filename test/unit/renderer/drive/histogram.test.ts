import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createHistogram } from "../../../../src/renderer/drive/worker/histogram.ts";

describe("histogram", () => {
  test("has no percentile before the first value", () => {
    expect(createHistogram(1, 4).percentile(0.5)).toBeNaN();
  });

  test("percentiles are those of the sorted values, to a bin", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 0.99, noNaN: true }), { minLength: 1, maxLength: 300 }),
        fc.constantFrom(0.5, 0.9, 0.99),
        (values, fraction) => {
          const histogram = createHistogram(0.01, 100);
          for (const value of values) histogram.add(value);
          const exact = [...values].sort((a, b) => a - b)[Math.ceil(values.length * fraction) - 1] ?? 0;
          const found = histogram.percentile(fraction);
          expect(found - exact).toBeGreaterThan(-1e-9);
          expect(found - exact).toBeLessThan(0.0201);
        },
      ),
    );
  });

  test("what is taken back was never there", () => {
    const value = fc.double({ min: -1, max: 9, noNaN: true });
    fc.assert(
      fc.property(fc.array(value), fc.array(value), (kept, undone) => {
        const histogram = createHistogram(0.5, 8);
        const plain = createHistogram(0.5, 8);
        for (const one of [...kept, ...undone]) histogram.add(one);
        for (const one of undone) histogram.remove(one);
        for (const one of kept) plain.add(one);
        expect(histogram.count).toBe(plain.count);
        for (const fraction of [0.1, 0.5, 1]) expect(histogram.percentile(fraction)).toBe(plain.percentile(fraction));
      }),
    );
  });

  test("forgets on reset", () => {
    const histogram = createHistogram(1, 4);
    histogram.add(99);
    expect(histogram.percentile(1)).toBe(4);
    histogram.reset();
    expect(histogram.count).toBe(0);
    expect(histogram.percentile(1)).toBeNaN();
  });
});
