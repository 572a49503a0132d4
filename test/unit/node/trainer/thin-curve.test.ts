import fc from "fast-check";
import { expect, test } from "vitest";
import { thinCurve } from "../../../../src/node/trainer/thin-curve.ts";
import { MAX_META_CURVE_POINTS } from "../../../../src/shared/policy/policy-meta.ts";

const curve = (count: number, every: number) =>
  Array.from({ length: count }, (_, i) => ({
    step: i + 1,
    epoch: 1 + Math.floor(i / every),
    loss: 1 / (i + 1),
    validationLoss: i % every === every - 1 ? 2 / (i + 1) : null,
  }));

test("a thinned curve fits, keeps its order and the ends of both kinds", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 400 }), (count, every) => {
      const points = curve(count, every);
      const thin = thinCurve(points);
      expect(thin.length).toBeLessThanOrEqual(MAX_META_CURVE_POINTS);
      expect(thin.map(({ step }) => step)).toEqual(thin.map(({ step }) => step).toSorted((a, b) => a - b));
      expect([thin[0], thin.at(-1)]).toEqual([points[0], points.at(-1)]);
      const heldOut = (all: typeof thin) => all.filter(({ validationLoss }) => validationLoss !== null);
      expect([heldOut(thin)[0], heldOut(thin).at(-1)]).toEqual([heldOut(points)[0], heldOut(points).at(-1)]);
    }),
    { numRuns: 60 },
  );
});

test("a short curve stays as it is", () => {
  expect(thinCurve(curve(200, 10))).toEqual(curve(200, 10));
});
