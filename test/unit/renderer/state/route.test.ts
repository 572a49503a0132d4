import fc from "fast-check";
import { expect, test } from "vitest";
import { formatRoute, isImmersive, parseRoute } from "../../../../src/renderer/state/route.ts";
import type { Route } from "../../../../src/renderer/state/route.ts";

const part = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
const maybe = fc.option(part);
const route: fc.Arbitrary<Route> = fc.oneof(
  maybe.map((policy): Route => (policy === null ? { screen: "drive" } : { screen: "drive", policy })),
  fc.constantFrom<Route[]>(
    { screen: "settings", wizard: null },
    { screen: "settings", wizard: "settings" },
    { screen: "settings", wizard: "drive" },
    { screen: "settings", wizard: "drive", measure: "Pad (Vendor: 045e Product: 02fd) & more" },
    { screen: "settings", wizard: "settings", measure: "0" },
  ),
  fc
    .tuple(maybe, maybe)
    .map(([dataset, episode]): Route => ({ screen: "library", dataset, episode: dataset === null ? null : episode })),
  fc.tuple(maybe, maybe).map(([job, dataset]): Route => ({ screen: "train", job, dataset })),
  fc
    .tuple(maybe, fc.boolean())
    .map(([policy, watch]): Route => ({ screen: "policies", policy, watch: policy !== null && watch })),
);

test("every route survives its address", () => {
  fc.assert(
    fc.property(route, (given) => {
      expect(parseRoute(formatRoute(given))).toEqual(given);
    }),
  );
});

test("an address nobody wrote leads to Drive, whatever it holds", () => {
  expect(parseRoute("")).toEqual({ screen: "drive" });
  expect(parseRoute("#/nowhere/%E0%A4%A")).toEqual({ screen: "drive" });
  fc.assert(
    fc.property(fc.string(), (hash) => {
      expect(() => parseRoute(hash)).not.toThrow();
    }),
  );
});

test("the keyboard belongs to the scene where one fills the window", () => {
  expect(isImmersive(parseRoute("#/drive"))).toBe(true);
  expect(isImmersive(parseRoute("#/library/demo/01KA"))).toBe(true);
  expect(isImmersive(parseRoute("#/policies/p/watch"))).toBe(true);
  expect(isImmersive(parseRoute("#/policies/p"))).toBe(false);
  expect(isImmersive(parseRoute("#/library/demo"))).toBe(false);
});
