import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACTION_SIZE, OBSERVATION_SIZE } from "../../../../src/shared/base/specs.ts";
import { TRACE_POINTS } from "../../../../src/shared/dataset/dataset-statistics.ts";
import type { EpisodeFigures } from "../../../../src/shared/dataset/dataset-statistics.ts";
import { jerkOf, saturationOf, sumActions } from "../../../../src/shared/dataset/statistics/action-figures.ts";
import { Autocorrelation } from "../../../../src/shared/dataset/statistics/autocorrelation.ts";
import { COVERAGE_BINS, CoverageCounter } from "../../../../src/shared/dataset/statistics/coverage.ts";
import { traceEpisode } from "../../../../src/shared/dataset/statistics/episode-trace.ts";
import { histogramOf } from "../../../../src/shared/dataset/statistics/histogram.ts";
import { countInput } from "../../../../src/shared/dataset/statistics/input-share.ts";
import { columnMoments } from "../../../../src/shared/dataset/statistics/moments.ts";
import { findOutliers } from "../../../../src/shared/dataset/statistics/outliers.ts";
import { selectQuantiles } from "../../../../src/shared/dataset/statistics/quantiles.ts";
import { StepSample } from "../../../../src/shared/dataset/statistics/step-sample.ts";
import { quantile } from "../../../../src/shared/learn/statistics.ts";

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe("moments", () => {
  it("keep their digits beside a large mean and leave out what is not finite", () => {
    const values = Float64Array.from({ length: 5000 }, (_value, i) => 1e9 + (i % 2));
    expect(columnMoments(values, 1, 5000)[0]).toMatchObject({ count: 5000, min: 1e9, max: 1e9 + 1, mean: 1e9 + 0.5 });
    expect(columnMoments(values, 1, 5000)[0]?.m2).toBeCloseTo(1250, 9);
    const gaps = Float64Array.of(1, Number.NaN, 3, Infinity, -Infinity, 5);
    expect(columnMoments(gaps, 1, 6)[0]).toEqual({ count: 3, mean: 3, m2: 8, min: 1, max: 5 });
    expect(columnMoments(Float64Array.of(Number.NaN), 1, 1)[0]?.count).toBe(0);
  });

  it("do not mix dimensions", () => {
    const values = Float64Array.of(1, 10, 2, 20, 3, 30);
    expect(columnMoments(values, 2, 3).map(({ mean }) => mean)).toEqual([2, 20]);
  });
});

describe("quantiles", () => {
  it("are those of the sorted values", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(finite, fc.constantFrom(-1, 0, 1)), { minLength: 1, maxLength: 500 }), (values) => {
        const ps = [0, 0.01, 0.1, 0.5, 0.9, 0.99, 1];
        const sorted = Float64Array.from(values).sort();
        expect(selectQuantiles(Float64Array.from(values), ps)).toEqual(ps.map((p) => quantile(sorted, p)));
      }),
    );
    expect(selectQuantiles(new Float64Array(0), [0.5])).toEqual([Number.NaN]);
  });

  it("stand long runs of equal and of sorted values", () => {
    for (const make of [() => 1, (i: number) => i, (i: number) => -i, (i: number) => i % 2]) {
      const values = Float64Array.from({ length: 200_000 }, (_value, i) => make(i));
      const sorted = values.slice().sort();
      expect(selectQuantiles(values, [0.01, 0.5, 0.99])).toEqual([0.01, 0.5, 0.99].map((p) => quantile(sorted, p)));
    }
  });
});

describe("a sample of steps", () => {
  const columnOf = (from: number, rows: number): Float64Array =>
    Float64Array.from({ length: rows }, (_row, i) => from + i);

  it("holds everything up to its capacity, then the same steps whatever the order and the parts", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 80 }),
        fc.infiniteStream(fc.boolean()),
        (lengths, capacity, sides) => {
          const whole = new StepSample(1, capacity);
          const parts = [new StepSample(1, capacity), new StepSample(1, capacity)] as const;
          for (const [i, rows] of lengths.entries()) {
            whole.add(`e${i}`, rows, [{ values: columnOf(1000 * i, rows), size: 1 }]);
          }
          for (const [i, rows] of [...lengths.entries()].toReversed()) {
            const side = parts[sides.next().value === true ? 0 : 1];
            side.add(`e${i}`, rows, [{ values: columnOf(1000 * i, rows), size: 1 }]);
          }
          parts[0].merge(parts[1]);
          expect([...parts[0].finite(0)].sort((a, b) => a - b)).toEqual([...whole.finite(0)].sort((a, b) => a - b));
          const total = lengths.reduce((sum, rows) => sum + rows, 0);
          expect(whole.size).toBeLessThanOrEqual(capacity);
          if (total <= capacity) expect(whole.size).toBe(total);
        },
      ),
    );
  });

  it("gives quantiles within its stated error", () => {
    const sample = new StepSample(1, 4096);
    const rows = 100_000;
    sample.add("e", rows, [{ values: columnOf(0, rows), size: 1 }]);
    expect(sample.size).toBeGreaterThan(1500);
    for (const p of [0.01, 0.1, 0.5, 0.9, 0.99]) {
      const [value = Number.NaN] = selectQuantiles(sample.finite(0), [p]);
      const standardError = Math.sqrt((p * (1 - p)) / sample.size);
      expect(Math.abs(value / rows - p)).toBeLessThan(4 * standardError);
    }
  });
});

describe("autocorrelation", () => {
  it("is that of the definition, within episodes only", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }), {
          minLength: 1,
          maxLength: 4,
        }),
        (episodes) => {
          const counter = new Autocorrelation(9);
          for (const episode of episodes) counter.add(Float64Array.from(episode));
          const all = episodes.flat();
          const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
          const result = counter.result();
          expect(result).toHaveLength(9);
          for (let lag = 1; lag < 9; lag++) {
            const pairs = episodes.flatMap((episode) =>
              episode.slice(lag).map((later, i) => [(episode[i] ?? 0) - mean, later - mean] as const),
            );
            const dot = (f: (pair: readonly [number, number]) => number): number =>
              pairs.reduce((sum, pair) => sum + f(pair), 0);
            const scale = dot(([a]) => a * a) * dot(([, b]) => b * b);
            if (scale > 1e-6) expect(result[lag]).toBeCloseTo(dot(([a, b]) => a * b) / Math.sqrt(scale), 6);
          }
        },
      ),
    );
  });

  it("of a wave comes back after its period; of a constant it is 0", () => {
    const wave = Float64Array.from({ length: 1000 }, (_value, i) => Math.sin((2 * Math.PI * i) / 20));
    const counter = new Autocorrelation(41);
    expect(counter.add(wave)).toBeCloseTo(Math.cos((2 * Math.PI) / 20), 3);
    const result = counter.result();
    expect(result[10]).toBeCloseTo(-1, 6);
    expect(result[20]).toBeCloseTo(1, 6);
    const flat = new Autocorrelation(3);
    expect(flat.add(new Float64Array(50).fill(0.3))).toBe(0);
    expect(flat.result()).toEqual([1, 0, 0]);
  });
});

it("coverage counts every finite state once per plane, outliers in the outermost bins", () => {
  const row = (z: number, pitch: number): number[] => [z, pitch, -1, -1, 0, ...Array.from({ length: 6 }, () => 0)];
  const counter = new CoverageCounter();
  counter.add(Float64Array.from([row(1.21, 0.001), row(99, -99), row(Number.NaN, 0)].flat()), 3);
  const [height] = counter.result();
  expect(height?.x.name).toBe("z");
  expect(height?.y.name).toBe("pitch");
  expect(height?.counts.reduce((sum, count) => sum + count, 0)).toBe(2);
  expect(height?.counts[COVERAGE_BINS - 1]).toBe(1);
  expect(height?.counts[(COVERAGE_BINS / 2) * COVERAGE_BINS + COVERAGE_BINS / 2]).toBe(1);
});

it("histograms count everything between the least and the greatest", () => {
  expect(histogramOf([1, 2, 3, 5], 2)).toEqual({ low: 1, high: 5, counts: [2, 2] });
  expect(histogramOf([7, 7], 2)).toEqual({ low: 6.5, high: 7.5, counts: [0, 2] });
  expect(histogramOf([], 2).counts).toEqual([0, 0]);
  expect(histogramOf([Number.NaN, 1], 2).counts).toEqual([0, 1]);
});

it("torques at a limit and their second differences", () => {
  const torques = [
    [1, 0, 0],
    [0, 0, 0],
    [-1, 0, 0.5],
    [1, 0, Number.NaN],
  ].flat();
  expect(torques).toHaveLength(4 * ACTION_SIZE);
  const sums = sumActions(Float64Array.from(torques), 4);
  expect(saturationOf(sums)).toBeCloseTo(3 / 11, 12);
  // thigh: 1 − 0 − 1 = 0 and 0 + 2 + 1 = 3; leg: 0, 0; foot: 0.5, and one that is not finite
  expect(jerkOf(sums)).toBeCloseTo(Math.sqrt((9 + 0.25) / 5), 12);
  expect(jerkOf(sumActions(new Float64Array(6), 2))).toBe(0);
});

it("idle steps are those with a device, sticks at rest and no trigger pulled", () => {
  const axes = new Float32Array(5 * 4);
  const buttons = new Float32Array(5 * 17);
  axes[4] = 0.5;
  buttons[2 * 17 + 7] = 1;
  axes[3 * 4 + 3] = 0.1;
  buttons[3 * 17] = 1;
  const pad_time = Float64Array.of(0, 0, 0, 0, Number.NaN);
  expect(countInput({ pad_axes: axes, pad_buttons: buttons, pad_time }, 5)).toEqual({ steps: 4, idle: 2 });
  expect(countInput({}, 5)).toBeNull();
  expect(
    countInput({ pad_axes: axes, pad_buttons: buttons, pad_time: new Float64Array(5).fill(Number.NaN) }, 5),
  ).toBeNull();
});

describe("outliers", () => {
  const figures = (steps: readonly number[]): EpisodeFigures[] =>
    steps.map((value, i) => ({
      id: `e${i}`,
      steps: value,
      return: 1,
      distance: null,
      speed: 1,
      idleShare: null,
      saturation: 0,
      jerk: 0.1,
      missedTicks: null,
      autocorrelation: 0.5,
    }));

  it("have a modified z-score above 3.5 (the worked value of Iglewicz and Hoaglin's formula)", () => {
    // median 3.5, median absolute deviation 1.5
    const found = findOutliers(figures([1, 2, 3, 4, 5, 20]));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ id: "e5", figure: "steps", value: 20, typical: 3.5 });
    expect(found[0]?.score).toBeCloseTo(16.5 / (1.4826 * 1.5), 12);
  });

  it("are found where most episodes agree exactly, not among few, and not by rounding", () => {
    expect(findOutliers(figures([...Array.from({ length: 20 }, () => 1000), 300]))).toMatchObject([{ id: "e20" }]);
    expect(findOutliers(figures([1, 1, 1, 900]))).toEqual([]);
    expect(findOutliers(figures([...Array.from({ length: 20 }, () => 0.1 + 0.2), 0.3]))).toEqual([]);
  });

  it("come the farthest first", () => {
    const found = findOutliers(figures([10, 11, 12, 13, 14, 100, 1000]));
    expect(found.map(({ id }) => id)).toEqual(["e6", "e5"]);
  });
});

it("a trace is the means over equal parts of the whole episode", () => {
  const steps = 128;
  const observation = new Float64Array(steps * OBSERVATION_SIZE);
  for (let step = 0; step < steps; step++) {
    observation[step * OBSERVATION_SIZE] = step;
    observation[step * OBSERVATION_SIZE + 5] = -step;
  }
  const { height, speed } = traceEpisode("e", observation);
  expect([...height]).toEqual(Array.from({ length: TRACE_POINTS }, (_point, i) => 2 * i + 0.5));
  expect(speed[3]).toBe(-6.5);
  const short = traceEpisode("e", observation.subarray(0, 2 * OBSERVATION_SIZE));
  expect([...new Set(short.height)]).toEqual([0, 1]);
  expect(traceEpisode("e", new Float64Array(0)).height.every(Number.isNaN)).toBe(true);
});
