import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { featureStatistics, QUANTILES, StatisticsTotal } from "../../../src/shared/export/feature-statistics.ts";

const value = fc.double({ min: -1000, max: 1000, noNaN: true });

describe("statistics of features", () => {
  it("put together from episodes are those of all values at once", () => {
    const episodes = fc.array(fc.array(value, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(episodes, (all) => {
        const whole = featureStatistics(all.flat(), all.flat().length, 1);
        const total = new StatisticsTotal(1, new Float64Array(all.flat().length));
        for (const values of all) total.add(values, featureStatistics(values, values.length, 1));
        const result = total.result();
        expect(result?.count).toBe(whole.count);
        expect([result?.min, result?.max]).toEqual([whole.min, whole.max]);
        expect(result?.mean[0]).toBeCloseTo(whole.mean[0] ?? Number.NaN, 8);
        expect(result?.std[0]).toBeCloseTo(whole.std[0] ?? Number.NaN, 6);
        expect(result?.quantiles).toEqual(whole.quantiles);
      }),
    );
  });

  it("leave out what is not finite, also where an episode has nothing else", () => {
    const total = new StatisticsTotal(2, null);
    const first = [Number.NaN, 1, Number.NaN, 3];
    const second = [5, Infinity, 7, 8];
    total.add(first, featureStatistics(first, 2, 2));
    total.add(second, featureStatistics(second, 2, 2));
    expect(total.result()).toMatchObject({
      count: 4,
      min: Float64Array.of(5, 1),
      max: Float64Array.of(7, 8),
      mean: Float64Array.of(6, 4),
    });
    expect(featureStatistics([Number.NaN], 1, 1)).toMatchObject({ min: Float64Array.of(0), std: Float64Array.of(0) });
  });

  it("interpolate quantiles as numpy does", () => {
    const { quantiles } = featureStatistics([4, 1, 3, 2], 4, 1);
    expect(QUANTILES.map(([name], i) => [name, Number(quantiles[i]?.[0]?.toFixed(6))])).toEqual([
      ["q01", 1.03],
      ["q10", 1.3],
      ["q50", 2.5],
      ["q90", 3.7],
      ["q99", 3.97],
    ]);
  });
});
