import fc from "fast-check";
import { expect, test } from "vitest";
import { KEPT } from "../../../../src/renderer/drive/worker/history.ts";
import { createHealthMeter } from "../../../../src/renderer/drive/worker/tick-health.ts";
import type { HealthMeter } from "../../../../src/renderer/drive/worker/tick-health.ts";

interface Tick {
  readonly wait: number;
  readonly age: number;
  readonly work: number;
  readonly rate: number;
  readonly isFirst: boolean;
  readonly gap: number;
}

const tick = fc.record<Tick>({
  wait: fc.double({ min: 1, max: 100, noNaN: true }),
  age: fc.double({ min: 0, max: 0.3 }),
  work: fc.double({ min: 0, max: 0.01, noNaN: true }),
  rate: fc.constantFrom(15.625, 31.25, 62.5, 125, 250),
  isFirst: fc.boolean(),
  gap: fc.constantFrom(0, 0, 0, 3600),
});

const at = (wait: number, rate: number, age = 0, work = 0): Tick => ({
  wait,
  rate,
  age,
  work,
  isFirst: false,
  gap: 0,
});

/** Ticks from time 0 on, each `wait` after the one before. */
function run(meter: HealthMeter, ticks: readonly Tick[]): void {
  let now = 0;
  meter.resume();
  for (const { wait, age, work, rate, isFirst, gap } of ticks) {
    if (gap > 0) meter.standStill(gap);
    if (isFirst) meter.resume();
    now += wait;
    meter.tick(now, age, work, rate);
  }
}

test("an account that goes back covers the ticks that are left, and those that follow", () => {
  fc.assert(
    fc.property(
      fc.array(tick, { maxLength: 60 }),
      fc.array(tick, { maxLength: 60 }),
      fc.array(tick, { maxLength: 60 }),
      (kept, undone, after) => {
        const meter = createHealthMeter();
        run(meter, [...kept, ...undone.map((one, i) => ({ ...one, wait: one.wait + (i === 0 ? 0 : 1) }))]);
        meter.rewind(kept.length, 9);
        run(meter, after);
        const plain = createHealthMeter();
        run(plain, kept);
        run(plain, after);
        const { stoodStill = 0, ...account } = meter.account(9);
        const { stoodStill: expected = 0, ...rest } = plain.account(0);
        // Of a single tick without an interval only the rate asked for is known: the latest one.
        if (rest.rateHeld > 0) expect(account).toEqual(rest);
        expect(stoodStill).toBe(expected);
      },
    ),
  );
});

test("goes back as far as states are kept", () => {
  const meter = createHealthMeter();
  const plain = createHealthMeter();
  const ticks = Array.from({ length: KEPT + 100 }, (_, i) => at(8, 125, (i % 97) / 1000, (i % 31) / 10_000));
  run(meter, ticks);
  meter.rewind(101, 0);
  run(plain, ticks.slice(0, 101));
  expect(meter.account(0)).toEqual(plain.account(0));
});

test("the rate asked for is that of the intervals, not of the ticks", () => {
  const meter = createHealthMeter();
  run(meter, [at(8, 125), at(8, 125), at(64, 15.625)]);
  const { rateAsked, rateHeld } = meter.account(0);
  expect(rateAsked).toBeCloseTo(2000 / 72, 9);
  expect(rateHeld).toBeCloseTo(rateAsked, 9);
});
