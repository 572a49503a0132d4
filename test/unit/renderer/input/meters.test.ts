import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPollMeter, GAP_BINS } from "../../../../src/renderer/input/poll-meter.ts";
import { createRestMeter } from "../../../../src/renderer/input/rest-meter.ts";
import { reading } from "./pad-builders.ts";

describe("rest meter", () => {
  test("the suggested dead zone is round, and holds every reading at rest of both sticks", () => {
    const small = fc.double({ min: -0.15, max: 0.15, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(small, small, small, small), { minLength: 1 }), (samples) => {
        const meter = createRestMeter();
        for (const [a, b, c, d] of samples) meter.add(reading({ 0: a, 1: b, 2: c, 3: d }));
        const { deadZone } = meter.report();
        for (const [a, b, c, d] of samples) {
          expect(Math.hypot(a, b)).toBeLessThan(deadZone);
          expect(Math.hypot(c, d)).toBeLessThan(deadZone);
        }
      }),
    );
  });

  test("a quiet pad keeps a small dead zone and warns of nothing", () => {
    const meter = createRestMeter();
    for (let i = 0; i < 100; i += 1) meter.add(reading({ 0: i % 2 === 0 ? 0.004 : -0.004 }));
    const report = meter.report();
    expect(report).toMatchObject({ deadZone: 0.04, moved: false, warnings: [], samples: 100 });
    expect(report.axes[0]?.noise).toBeCloseTo(0.004);
  });

  test("a stick that rests off its centre drifts, one that goes on moving wanders, and each is said", () => {
    const off = createRestMeter();
    const wandering = createRestMeter();
    for (let i = 0; i < 100; i += 1) {
      off.add(reading({ 2: 0.12 }));
      wandering.add(reading({ 1: i * 0.0008 }));
    }
    expect(off.report().warnings).toEqual([expect.stringContaining("right stick rests 0.12 off its centre")]);
    expect(off.report().deadZone).toBeCloseTo(0.18);
    expect(wandering.report().warnings).toEqual([expect.stringContaining("left stick went on moving by 0.06")]);
  });

  test("a stick that was moved says nothing of its rest", () => {
    const meter = createRestMeter();
    for (let i = 0; i < 100; i += 1) meter.add(reading({ 0: i / 100 }));
    expect(meter.report()).toMatchObject({ moved: true, warnings: [] });
  });
});

describe("poll meter", () => {
  test("tells the page's looks from the pad's new readings", () => {
    const meter = createPollMeter();
    for (let i = 0; i < 1000; i += 1) meter.look(i * 4, Math.floor(i / 2) * 8);
    const { pollRate, updateRate, gapP50, gapP99, gaps, polls } = meter.report();
    expect(pollRate).toBeCloseTo(250);
    expect(updateRate).toBeCloseTo(125);
    expect([gapP50, gapP99]).toEqual([8, 8]);
    expect(gaps[8]).toBe(499);
    expect(polls[4]).toBe(500);
  });

  test("a rest is no jitter, and a pad that never moves has no rate", () => {
    const meter = createPollMeter();
    for (let i = 0; i < 50; i += 1) meter.look(i * 4, i < 25 ? 0 : 5000);
    const { updateRate, gapP50, gaps } = meter.report();
    expect(updateRate).toBe(0);
    expect(gapP50).toBeNaN();
    expect(gaps.reduce((sum, one) => sum + one, 0)).toBe(0);
  });

  test("long gaps are counted in the last bin, and a reset forgets", () => {
    const meter = createPollMeter();
    for (let i = 0; i < 10; i += 1) meter.look(i * 60, i * 60 + 1);
    expect(meter.report().gaps[GAP_BINS - 1]).toBe(9);
    meter.reset();
    meter.look(0, 0);
    expect(meter.report().pollRate).toBe(0);
  });
});
