import { expect, it } from "vitest";
import { describeLoop, loopFigures } from "../../../bench/driving/loop-figures.ts";
import type { Episode } from "../../../src/shared/dataset/episode.ts";

/** `steps` rows 8 ms apart, of which the columns that are looked at are there. */
function episode(steps: number, missed: number, age: (step: number) => number): Episode {
  const rows = Array.from({ length: steps }, (_, i) => i);
  return {
    meta: {} as Episode["meta"],
    snapshots: [],
    columns: {
      wall_time: Float64Array.from(rows, (i) => (i * (steps - 1 + missed)) / (steps - 1) / 125),
      missed_ticks: Int32Array.from(rows, (i) => (i === 0 ? 0 : missed)),
      pad_age: Float32Array.from(rows, age),
    },
  };
}

it("a loop that misses nothing holds 125 Hz and every bar", () => {
  const figures = loopFigures([episode(1001, 0, () => 0.004)], [{ p50: 0.0001, p99: 0.0004 }], null);
  expect(figures.rate).toBeCloseTo(125, 6);
  expect(figures).toMatchObject({ missedShare: 0, episodes: 1, ok: { missed: true, age: true, work: true } });
  expect(describeLoop({ face: "chromium", scene: true, training: false, problem: null, figures })).toMatch(/ {2}ok$/);
});

it("missed ticks, old input and long work are said, each by its bar", () => {
  const figures = loopFigures(
    [episode(1001, 10, (i) => (i % 50 === 0 ? 0.05 : 0.004)), episode(501, 0, () => Number.NaN)],
    [
      { p50: 0.0001, p99: 0.0004 },
      { p50: 0.0001, p99: 0.002 },
    ],
    { frames: 100, p50: 17, p99: 33 },
  );
  expect(figures.missedShare).toBeCloseTo(10 / 1510, 9);
  expect(figures.rate).toBeCloseTo((125 * 1500) / 1510, 6);
  expect(figures.ageP50).toBeCloseTo(0.004, 6);
  expect(figures.ageP99).toBeCloseTo(0.05, 6);
  expect(figures.ok).toEqual({ missed: false, age: false, work: false });
  const line = describeLoop({ face: "electron", scene: false, training: true, problem: null, figures });
  expect(line).toMatch(/NOT ok: missed < 0\.1 %, age p99 < 12 ms, work p99 < 1 ms$/);
});

it("what could not be measured says why, in place of figures", () => {
  const row = {
    face: "electron",
    scene: true,
    training: false,
    problem: "Xvfb is not installed.",
    figures: null,
  } as const;
  expect(describeLoop(row)).toMatch(/not measured: Xvfb is not installed\.$/);
});
