import { expect, test } from "vitest";
import { createDriftWatch } from "../../../../src/renderer/input/drift-watch.ts";
import type { Drift } from "../../../../src/renderer/input/drift-watch.ts";

type Moment = readonly [seconds: number, x: number, y?: number];

/** What is told of a left stick that holds each place for a while, at ten looks a second. */
function drive(deadZone: number, ...moments: readonly Moment[]): readonly Drift[] {
  const watch = createDriftWatch();
  const told: Drift[] = [];
  let now = 0;
  for (const [seconds, x, y = 0] of moments)
    for (const end = now + seconds * 1000; now < end; now += 100) {
      const drift = watch.look({ axes: [x, y, 0, 0], buttons: [] }, deadZone, now);
      if (drift !== null) told.push(drift);
    }
  return told;
}

test("a stick that rests outside of its dead zone is told once, with how far", () => {
  expect(drive(0.1, [60, 0.21])).toEqual([{ stick: 0, radius: 0.21 }]);
  expect(drive(0.1, [60, 0.12, -0.16]).map(({ radius }) => radius)).toEqual([expect.closeTo(0.2)]);
});

test("one that comes back to the same place after a push is told sooner", () => {
  expect(drive(0.1, [2, 0.2], [1, 1], [2, 0.22])).toHaveLength(1);
  expect(drive(0.1, [2, 0.2], [1, 1], [2, -0.2])).toHaveLength(0);
  expect(drive(0.1, [2, 0.2], [1, 0.3], [2, 0.2])).toHaveLength(0);
});

test("within the dead zone, or held far out, or moving, it says nothing", () => {
  expect(drive(0.25, [60, 0.21])).toEqual([]);
  expect(drive(0.1, [60, 0.6])).toEqual([]);
  expect(drive(0.1, ...Array.from({ length: 200 }, (_one, i): Moment => [0.3, i % 2 === 0 ? 0.2 : 0.24]))).toEqual([]);
});
