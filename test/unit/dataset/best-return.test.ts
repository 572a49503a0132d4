import { expect, test } from "vitest";
import { bestReturn } from "../../../src/shared/dataset/used-episodes.ts";
import { sampleEpisode } from "../../fakes/sample-host.ts";

const own = sampleEpisode(0);
const other = sampleEpisode(1, { return: 900 });

test("the best of the same person at the same level", () => {
  expect(bestReturn(own, [own, other, sampleEpisode(2, { return: 700 })])).toBe(900);
  expect(bestReturn(own, [own])).toBeNull();
});

test.each([
  ["another level", { level: "torque" }],
  ["another person", { operator: "Grace" }],
  ["a policy", { source: "policy" }],
  ["a dropped one", { used: false }],
  ["an interrupted one", { cause: "interrupted" }],
  ["a recovered one", { recovered: true }],
  ["one that broke down", { return: Number.NaN }],
] as const)("does not count %s", (_what, change) => {
  expect(bestReturn(own, [other, sampleEpisode(2, { return: 5000, ...change })])).toBe(900);
});

test("what no person drove has none", () => {
  expect(bestReturn({ ...own, source: "policy" }, [{ ...other, source: "policy" }])).toBeNull();
});
