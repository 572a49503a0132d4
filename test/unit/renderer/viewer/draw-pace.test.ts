import fc from "fast-check";
import { expect, test } from "vitest";
import { createRestingPace, EVERY_FRAME } from "../../../../src/renderer/viewer/draw-pace.ts";

interface Drive {
  /** ms a picture takes */
  readonly cost: number;
  readonly seconds: number;
  /** whether a tick is missed while picture number `drawn` is drawn at `now` (ms) */
  readonly misses?: (drawn: number, now: number) => number;
}

/** Display frames of 60 Hz, each drawn when it is due; by second, how many pictures and how many missed ticks there were. */
function drive({ cost, seconds, misses = () => 0 }: Drive): {
  readonly pictures: readonly number[];
  readonly missed: readonly number[];
} {
  const pace = createRestingPace();
  const pictures = Array.from({ length: seconds }, () => 0);
  const missed = [...pictures];
  let [total, drawn, free] = [0, 0, 0];
  for (let frame = 0; frame < seconds * 60; frame += 1) {
    const now = (frame * 1000) / 60;
    if (now < free || !pace.due(now)) continue;
    const second = Math.floor(now / 1000);
    free = now + cost;
    drawn += 1;
    const fresh = misses(drawn, now);
    total += fresh;
    pictures[second] = (pictures[second] ?? 0) + 1;
    missed[second] = (missed[second] ?? 0) + fresh;
    pace.drew(now, free, total);
  }
  return { pictures, missed };
}
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

test("with a GPU every display frame is drawn", () => {
  EVERY_FRAME.drew(0, 500, 9);
  expect(EVERY_FRAME.due(501)).toBe(true);
});

test("by the processor more than twenty pictures a second while nothing is missed, and soon every other display frame", () => {
  const { pictures } = drive({ cost: 10, seconds: 60 });
  expect(mean(pictures.slice(0, 10))).toBeGreaterThanOrEqual(20);
  expect(mean(pictures.slice(30))).toBeCloseTo(30, 0);
});

test("drawing by the processor leaves half of the time to the rest, whatever a picture costs", () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 200, noNaN: true }), (cost) => {
      expect((mean(drive({ cost, seconds: 20 }).pictures) * cost) / 1000).toBeLessThan(0.53);
    }),
  );
});

test("after a picture that took seconds the next one need not wait as long", () => {
  const pace = createRestingPace();
  pace.drew(0, 8000, 0);
  expect(pace.due(8200)).toBe(false);
  expect(pace.due(8230)).toBe(true);
});

test("each missed tick makes pictures rarer, down to four a second and no further", () => {
  const every = drive({ cost: 10, seconds: 20, misses: () => 1 });
  expect(mean(every.pictures.slice(10))).toBeCloseTo(4, 0);
  const pace = createRestingPace();
  pace.drew(0, 10, 1);
  expect(pace.due(60)).toBe(false);
  expect(pace.due(68)).toBe(true);
  pace.drew(68, 78, 1000);
  expect(pace.due(310)).toBe(false);
  expect(pace.due(318)).toBe(true);
});

test("however often a picture disturbs the loop, the bar of one tick in a thousand is held", () => {
  // One picture in so many costs a tick: at thirty a second, up to one in ten ticks.
  for (const one of [40, 80, 300, 1000]) {
    const { missed } = drive({ cost: 10, seconds: 600, misses: (drawn) => (drawn % one === 0 ? 1 : 0) });
    expect(mean(missed.slice(30)) / 125).toBeLessThan(0.001);
  }
});

test("a disturbed loop is not disturbed again each time that it was calm for a moment", () => {
  // While pictures come more often than ten a second, each of them costs a tick.
  let last = -1000;
  const misses = (_: number, now: number): number => {
    const often = now - last < 100;
    last = now;
    return often ? 1 : 0;
  };
  const { pictures, missed } = drive({ cost: 10, seconds: 600, misses });
  expect(mean(missed.slice(30)) / 125).toBeLessThan(0.001);
  expect(Math.min(...pictures.slice(30))).toBeGreaterThanOrEqual(4);
});

test("in the calm after that it is drawn as often as before, within a minute or two", () => {
  const { pictures } = drive({ cost: 10, seconds: 150, misses: (_, now) => (now < 20_000 ? 1 : 0) });
  expect(mean(pictures.slice(10, 24))).toBeLessThan(5);
  expect(mean(pictures.slice(100))).toBeGreaterThan(28);
});

test("another episode counts its missed ticks from nothing", () => {
  const pace = createRestingPace();
  pace.drew(0, 10, 3);
  const one = createRestingPace();
  one.drew(0, 10, 3);
  pace.drew(400, 410, 0);
  one.drew(400, 410, 3);
  for (let now = 400; now < 800; now += 1) expect(pace.due(now)).toBe(one.due(now));
});

test("a time out of sight is no time in which nothing was missed", () => {
  const pace = createRestingPace();
  pace.drew(0, 10, 20);
  pace.drew(60_000, 60_010, 20);
  expect(pace.due(60_240)).toBe(false);
});
