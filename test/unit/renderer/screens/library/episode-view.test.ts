import fc from "fast-check";
import { expect, test } from "vitest";
import { NO_FILTER } from "../../../../../src/renderer/screens/library/filter/episode-filter.ts";
import {
  SORT_KEYS,
  nextSort,
  totalsOf,
  viewEpisodes,
} from "../../../../../src/renderer/screens/library/episode-view.ts";
import { sampleEpisode } from "../../../../fakes/sample-host.ts";

const episodes = Array.from({ length: 60 }, (_, index) =>
  sampleEpisode(index, {
    dropped: index % 9 === 0,
    source: index % 2 === 0 ? "human" : "scripted",
    operator: index % 3 === 0 ? "Ada" : "Grace",
  }),
);

test("sorting neither loses nor doubles rows, and turning it round reverses it", () => {
  fc.assert(
    fc.property(fc.constantFrom(...SORT_KEYS), (key) => {
      const up = viewEpisodes(episodes, { ...NO_FILTER, showDropped: true }, { key, descending: false });
      const down = viewEpisodes(episodes, { ...NO_FILTER, showDropped: true }, { key, descending: true });
      expect(new Set(up.map((row) => row.id)).size).toBe(episodes.length);
      expect([...down].reverse()).toEqual(up);
    }),
  );
});

test("names sort as people count", () => {
  const names = viewEpisodes(episodes, NO_FILTER, { key: "name", descending: false }).map((row) => row.name);
  expect(names.indexOf("Episode 3")).toBeLessThan(names.indexOf("Episode 12"));
});

test("filters join: text in any word, source, and dropped ones only when asked for", () => {
  const sort = { key: "createdAt", descending: true } as const;
  expect(viewEpisodes(episodes, NO_FILTER, sort).some((row) => row.dropped)).toBe(false);
  const rows = viewEpisodes(
    episodes,
    { ...NO_FILTER, text: "GRACE pitch", facets: { source: ["human"] }, showDropped: true },
    sort,
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every((row) => row.operator === "Grace" && row.cause === "pitch" && row.source === "human")).toBe(true);
});

test("a second click on a head turns the order round", () => {
  expect(nextSort({ key: "name", descending: false }, "return")).toEqual({ key: "return", descending: true });
  expect(nextSort({ key: "return", descending: true }, "return")).toEqual({ key: "return", descending: false });
});

test("totals of nothing have no mean", () => {
  expect(totalsOf([])).toEqual({ episodes: 0, steps: 0, meanReturn: null, bytes: 0 });
  expect(
    totalsOf([
      sampleEpisode(0, { steps: 10, return: 3, bytes: 7 }),
      sampleEpisode(1, { steps: 30, return: 5, bytes: 1 }),
    ]),
  ).toEqual({ episodes: 2, steps: 40, meanReturn: 4, bytes: 8 });
});
