import fc from "fast-check";
import { expect, test } from "vitest";
import { createRng } from "../../../src/shared/base/rng.ts";
import { toBins } from "../../../src/shared/learn/action-bins.ts";
import { fixedItems, planRows, spansOf } from "../../../src/shared/learn/row-plan.ts";

test("an epoch visits every row; windows stay inside their episode, and there are always as many", () => {
  const episodes = fc.array(fc.integer({ min: 4, max: 40 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(episodes, fc.constantFrom(1, 2, 4), fc.nat(), (lengths, window, seed) => {
      const spans = spansOf(
        lengths.map((steps) => ({ steps })),
        5,
      );
      const plan = planRows(spans, window);
      const rng = createRng(seed);
      for (const items of [plan.draw(rng), plan.draw(rng), fixedItems(spans, window)]) {
        const seen = new Set<number>();
        for (const item of items) {
          const span = spans.find(({ first, steps }) => item >= first && item + window <= first + steps);
          expect(span).toBeDefined();
          for (let t = 0; t < window; t += 1) seen.add(item + t);
        }
        expect(seen.size).toBe(lengths.reduce((a, b) => a + b, 0));
      }
      expect(plan.draw(rng)).toHaveLength(plan.items);
      if (window === 1) expect(plan.items).toBe(lengths.reduce((a, b) => a + b, 0));
    }),
  );
});

test("actions fall into the bin whose middle is nearest", () => {
  expect([...toBins(Float32Array.of(-2, -1, -0.4, 0, 0.4, 1, 2), 5)]).toEqual([0, 0, 1, 2, 3, 4, 4]);
  fc.assert(
    fc.property(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: 2, max: 255 }), (action, bins) => {
      const [bin] = toBins(Float32Array.of(action), bins);
      expect(Math.abs(-1 + (2 * bin! + 1) / bins - action)).toBeLessThan(1 / bins + 1e-6);
    }),
  );
});
