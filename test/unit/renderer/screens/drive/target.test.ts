import { expect, test } from "vitest";
import { countText, isReached, targetOf } from "../../../../../src/renderer/screens/drive/target/target.ts";
import { sampleDataset, sampleEpisode } from "../../../../fakes/sample-host.ts";

const whole = [0, 1, 2].map((index) => sampleEpisode(index));
const cut = [sampleEpisode(3, { cause: "interrupted" }), sampleEpisode(4, { recovered: true })];

test("episodes that the computer cut short are told apart, and do not count", () => {
  const target = targetOf(sampleDataset("d", "D", [...whole, ...cut]), 4);
  expect(target).toEqual({ whole: 3, interrupted: 2, wanted: 4 });
  expect(isReached(target)).toBe(false);
  expect(countText(target)).toBe("3 of 4, 2 cut short");
});

test("a target is reached at its number; without one, and without a dataset, there is none", () => {
  expect(isReached(targetOf(sampleDataset("d", "D", whole), 3))).toBe(true);
  expect(countText(targetOf(sampleDataset("d", "D", whole), 3))).toBe("3 of 3");
  const free = targetOf(sampleDataset("d", "D", [...whole, ...cut]), 0);
  expect(isReached(free)).toBe(false);
  expect(countText(free)).toBe("5");
  expect(targetOf(undefined, 2)).toEqual({ whole: 0, interrupted: 0, wanted: 2 });
});
