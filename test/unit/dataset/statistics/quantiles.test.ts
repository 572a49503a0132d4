import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { selectQuantiles, sortedQuantiles } from "../../../../src/shared/dataset/statistics/quantiles.ts";

const FRACTIONS = [0, 0.01, 0.1, 0.5, 0.9, 0.99, 1];

const selected = (values: Float64Array): readonly number[] => selectQuantiles(values.slice(), FRACTIONS);
const bySorting = (values: Float64Array): readonly number[] => sortedQuantiles(values.toSorted(), FRACTIONS);

describe("selected quantiles", () => {
  it("are those of the sorted values, whatever lies between or far beyond the others", () => {
    const value = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
      fc.constantFrom(-1, 1, 0.5, 1e-300, 1e300, Number.MAX_VALUE, -Number.MAX_VALUE),
      fc.double({ min: 0.25, max: 0.5, noNaN: true }),
    );
    const few = fc.array(value, { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(few, fc.constantFrom(1, 30, 600, 20_000), (some, times) => {
        const values = Float64Array.from({ length: some.length * times }, (_item, i) => some[i % some.length] ?? 0);
        expect(selected(values)).toEqual(bySorting(values));
      }),
      { numRuns: 60 },
    );
  });

  it("are exact for thousands of different values, also where nearly all share a bucket", () => {
    for (const rows of [511, 512, 5000, 70_000]) {
      const even = Float64Array.from({ length: rows }, (_item, i) => ((i * 7919) % rows) / 3);
      const skewed = even.map((value, i) => (i === 0 ? 1e12 : value));
      expect(selected(even)).toEqual(bySorting(even));
      expect(selected(skewed)).toEqual(bySorting(skewed));
    }
  });

  it("of infinities, of one value and of none", () => {
    const endless = Float64Array.from({ length: 1000 }, (_item, i) => (i === 500 ? Infinity : i));
    const constant = new Float64Array(1000).fill(0.1);
    expect(selected(endless)).toEqual(bySorting(endless));
    expect(selected(constant)).toEqual(bySorting(constant));
    expect(selectQuantiles(new Float64Array(0), [0.5])).toEqual([Number.NaN]);
  });
});
