import fc from "fast-check";
import { expect, test } from "vitest";
import {
  NO_FILTER,
  chipsOf,
  filterEpisodes,
  toggleValue,
} from "../../../../../src/renderer/screens/library/filter/episode-filter.ts";
import { FACETS, NONE, countValues } from "../../../../../src/renderer/screens/library/filter/facets.ts";
import { UNTOUCHED } from "../../../../../src/shared/dataset/curation.ts";
import type { Curation } from "../../../../../src/shared/dataset/curation.ts";
import { sampleEpisode } from "../../../../fakes/sample-host.ts";

const said = (index: number, curation: Partial<Curation>) =>
  sampleEpisode(index, {
    curation: { ...UNTOUCHED, ...curation },
    dropped: curation.verdict === "drop",
    createdAt: new Date(2026, 10, 10 + index, 12).toISOString(),
  });

const episodes = [
  said(0, { success: true, rating: 5, tags: ["long", "smooth"], split: "train" }),
  said(1, { success: false, rating: 1, tags: ["long"], note: "slipped on the start" }),
  said(2, { rating: 5, split: "validation", operator: "Grace" }),
  said(3, { verdict: "drop" }),
];
const idsOf = (filter: Parameters<typeof filterEpisodes>[1]) =>
  filterEpisodes(episodes, filter).map((row) => episodes.findIndex((episode) => episode.id === row.id));

test("values of a facet widen, facets narrow", () => {
  expect(idsOf(toggleValue(NO_FILTER, "rating", "5"))).toEqual([0, 2]);
  expect(idsOf(toggleValue(toggleValue(NO_FILTER, "rating", "5"), "rating", "1"))).toEqual([0, 1, 2]);
  expect(idsOf(toggleValue(toggleValue(NO_FILTER, "rating", "5"), "outcome", NONE))).toEqual([2]);
  expect(idsOf(toggleValue(NO_FILTER, "tag", "smooth"))).toEqual([0]);
  expect(idsOf(toggleValue(NO_FILTER, "operator", "Grace"))).toEqual([2]);
});

test("dropped episodes are shown when asked for, or when their verdict is", () => {
  expect(idsOf(NO_FILTER)).toEqual([0, 1, 2]);
  expect(idsOf({ ...NO_FILTER, showDropped: true })).toEqual([0, 1, 2, 3]);
  expect(idsOf(toggleValue(NO_FILTER, "verdict", "drop"))).toEqual([3]);
});

test("text finds tags, notes and splits; days are local and both included", () => {
  expect(idsOf({ ...NO_FILTER, text: "SLIPPED" })).toEqual([1]);
  expect(idsOf({ ...NO_FILTER, text: "validation grace" })).toEqual([2]);
  expect(idsOf({ ...NO_FILTER, from: "2026-11-11", to: "2026-11-12" })).toEqual([1, 2]);
});

test("each condition has a chip that takes away just it", () => {
  const filter = { ...toggleValue(toggleValue(NO_FILTER, "tag", "long"), "rating", "5"), from: "2026-11-10" };
  const chips = chipsOf(filter);
  expect(chips.map(({ label }) => label)).toEqual(["Quality: 5 of 5", "Tag: long", "From 2026-11-10"]);
  for (const chip of chips) expect(chipsOf(chip.without).map(({ id }) => id)).not.toContain(chip.id);
  expect(chips.map((chip) => chipsOf(chip.without).length)).toEqual([2, 2, 2]);
});

test("a value's count is what choosing it shows", () => {
  fc.assert(
    fc.property(fc.constantFrom(...FACETS), (facet) => {
      for (const { value, count } of countValues(facet, episodes)) {
        const shown = filterEpisodes(episodes, { ...toggleValue(NO_FILTER, facet.key, value), showDropped: true });
        expect(shown).toHaveLength(count);
      }
    }),
  );
});
