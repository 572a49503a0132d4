import fc from "fast-check";
import { expect, it } from "vitest";
import type { DatasetStatistics, DimensionStatistics } from "../../../../src/shared/dataset/dataset-statistics.ts";
import { StatisticsAccumulator } from "../../../../src/shared/dataset/statistics/statistics-accumulator.ts";
import { trimEpisode } from "../../../../src/shared/dataset/trim-episode.ts";
import { episodeId, randomEpisode } from "../../../builders/counted-episodes.ts";

function statisticsOf(...episodes: Parameters<StatisticsAccumulator["add"]>[0][]): DatasetStatistics {
  const accumulator = new StatisticsAccumulator();
  for (const episode of episodes) accumulator.add(episode);
  return accumulator.result();
}

/** Where two values differ by more than the rounding of sums that were added in another order. */
function differences(a: unknown, b: unknown, path = ""): readonly string[] {
  if (typeof a === "number" && typeof b === "number")
    return Object.is(a, b) || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a)) ? [] : [`${path}: ${a} and ${b}`];
  if (typeof a !== "object" || a === null || typeof b !== "object" || b === null)
    return a === b ? [] : [`${path}: ${String(a)} and ${String(b)}`];
  const other = b as Readonly<Record<string, unknown>>;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) =>
    differences((a as Readonly<Record<string, unknown>>)[key], other[key], `${path}.${key}`),
  );
}

it("statistics do not depend on the order of the episodes, and parts merge to the whole", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 10 }),
      fc.integer({ min: 0, max: 10 }),
      fc.integer({ min: 50, max: 2000 }),
      (lengths, cut, capacity) => {
        const episodes = lengths.map((steps, i) => randomEpisode(i, steps));
        const whole = new StatisticsAccumulator(capacity);
        for (const episode of episodes) whole.add(episode);
        const back = new StatisticsAccumulator(capacity);
        for (const episode of episodes.toReversed()) back.add(episode);
        const first = new StatisticsAccumulator(capacity);
        const second = new StatisticsAccumulator(capacity);
        for (const [i, episode] of episodes.entries()) (i < cut ? first : second).add(episode);
        second.merge(first);
        expect(differences(whole.result(), back.result())).toEqual([]);
        expect(differences(whole.result(), second.result())).toEqual([]);
      },
    ),
    { numRuns: 30 },
  );
});

it("what is not finite is left out and the count says so", () => {
  const episode = randomEpisode(1, 100);
  const observation = episode.columns.observation?.slice() ?? new Float64Array(0);
  observation[0] = Number.NaN;
  observation[11] = Infinity;
  const { observation: dimensions, action } = statisticsOf({
    ...episode,
    columns: { ...episode.columns, observation },
  });
  expect(dimensions.map(({ count }) => count)).toEqual([98, ...Array.from({ length: 10 }, () => 100)]);
  expect(action[0]?.count).toBe(100);
  const figures = (({ name: _name, unit: _unit, ...rest }: DimensionStatistics) => Object.values(rest))(dimensions[0]!);
  expect(figures.every(Number.isFinite)).toBe(true);
});

it("an episode's own figures; what its columns do not tell is null", () => {
  const steps = 10;
  const [bare] = statisticsOf(randomEpisode(1, steps)).figures;
  expect(bare).toMatchObject({ id: episodeId(1), steps, distance: null, idleShare: null, missedTicks: null });
  const full = randomEpisode(1, steps, {
    x: Float64Array.from({ length: steps }, (_step, i) => 2 + i / 10),
    missed_ticks: Int32Array.from({ length: steps }, (_step, i) => (i > 4 ? 3 : 1)),
    pad_axes: new Float32Array(4 * steps),
    pad_buttons: new Float32Array(17 * steps),
    pad_time: new Float64Array(steps),
  });
  const statistics = statisticsOf(full);
  expect(statistics.figures[0]).toMatchObject({ idleShare: 1, missedTicks: 2, return: full.meta.return });
  expect(statistics.figures[0]?.distance).toBeCloseTo(0.9, 12);
  expect(statistics).toMatchObject({ episodes: 1, steps, seconds: 0.08, idleShare: 1, missedTicks: 2 });
  const trimmed = statisticsOf(trimEpisode(full, { from: 5, to: 8 }));
  expect(trimmed.figures[0]).toMatchObject({ steps: 3, missedTicks: 0 });
  expect(trimmed.figures[0]?.distance).toBeCloseTo(0.2, 12);
});

it("of nothing there is nothing", () => {
  const nothing = statisticsOf();
  expect(nothing).toMatchObject({
    episodes: 0,
    steps: 0,
    idleShare: null,
    missedTicks: null,
    figures: [],
    outliers: [],
  });
  expect(nothing.reward.count).toBe(0);
  expect(nothing.reward.mean).toBeNaN();
});
