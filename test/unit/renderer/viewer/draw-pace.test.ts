import fc from "fast-check";
import { expect, test } from "vitest";
import { createRestingPace, EVERY_FRAME } from "../../../../src/renderer/viewer/draw-pace.ts";

/** Display frames of 60 Hz, each drawn in `cost` ms when it is due; the share of the time that was spent drawing. */
function share(cost: number, seconds: number, isMissing = false): { readonly busy: number; readonly drawn: number } {
  const pace = createRestingPace();
  let missed = 0;
  let [busy, drawn, free] = [0, 0, 0];
  for (let now = 0; now < seconds * 1000; now += 1000 / 60) {
    if (now < free || !pace.due(now)) continue;
    free = now + cost;
    if (isMissing) missed += 1;
    pace.drew(now, free, missed);
    busy += cost;
    drawn += 1;
  }
  return { busy: busy / (seconds * 1000), drawn: drawn / seconds };
}

test("with a GPU every display frame is drawn", () => {
  EVERY_FRAME.drew(0, 500, 9);
  expect(EVERY_FRAME.due(501)).toBe(true);
});

test("by the processor every other display frame at most", () => {
  expect(share(2, 10).drawn).toBeCloseTo(30, 0);
});

test("drawing by the processor leaves half of the time to the rest, whatever a picture costs", () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 100, noNaN: true }), (cost) => {
      expect(share(cost, 20).busy).toBeLessThan(0.51);
    }),
  );
});

test("after a picture that took seconds the next one need not wait as long", () => {
  const pace = createRestingPace();
  pace.drew(0, 8000, 0);
  expect(pace.due(8150)).toBe(false);
  expect(pace.due(8200)).toBe(true);
});

test("while ticks are missed it draws a fifth of the time; in the long calm after that half of it", () => {
  expect(share(20, 20, true).busy).toBeLessThan(0.21);
  expect(share(20, 120).busy).toBeGreaterThan(0.35);
  const pace = createRestingPace();
  pace.drew(0, 20, 1);
  expect(pace.due(99)).toBe(false);
  // Another episode counts from nothing: fewer than before are not missed anew.
  pace.drew(200, 220, 0);
  expect(pace.due(299.8)).toBe(true);
});
