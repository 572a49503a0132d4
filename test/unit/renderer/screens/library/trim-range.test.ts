import fc from "fast-check";
import { expect, test } from "vitest";
import {
  moveEnd,
  rangeOf,
  stepOfKey,
  timeOf,
  trimOf,
} from "../../../../../src/renderer/screens/library/inspector/trim-range.ts";

const episode = fc
  .integer({ min: 1, max: 5000 })
  .chain((steps) =>
    fc.record({ steps: fc.constant(steps), a: fc.nat({ max: steps - 1 }), b: fc.nat({ max: steps - 1 }) }),
  );

test("a trim survives being handled, and the whole episode is no trim", () => {
  fc.assert(
    fc.property(episode, ({ steps, a, b }) => {
      const trim = { from: Math.min(a, b), to: Math.max(a, b) + 1 };
      const whole = trim.from === 0 && trim.to === steps;
      expect(trimOf(rangeOf(trim, steps), steps)).toEqual(whole ? null : trim);
    }),
  );
  expect(trimOf(rangeOf(null, 100), 100)).toBeNull();
});

test("an end can be moved anywhere and stays within the episode, on its side of the other", () => {
  fc.assert(
    fc.property(
      episode,
      fc.constantFrom("from" as const, "last" as const),
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      ({ steps, a, b }, end, to) => {
        const { from, last } = moveEnd({ from: Math.min(a, b), last: Math.max(a, b) }, end, to, steps);
        expect(Number.isInteger(from) && Number.isInteger(last)).toBe(true);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(from).toBeLessThanOrEqual(last);
        expect(last).toBeLessThan(steps);
      },
    ),
  );
});

test("keys move by a step, by ten, by a second and to the ends", () => {
  const key = (name: string, shiftKey = false) => stepOfKey({ key: name, shiftKey }, 500, 1000);
  expect([key("ArrowRight"), key("ArrowLeft", true), key("PageUp"), key("Home"), key("End"), key("x")]).toEqual([
    501,
    490,
    625,
    0,
    999,
    null,
  ]);
});

test("the time of a step is exact", () => {
  expect(timeOf(125)).toBe("1.000 s");
  expect(timeOf(1)).toBe("0.008 s");
});
