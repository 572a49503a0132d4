import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyProfile, readBinding, STANDARD_PROFILE } from "../../../src/shared/control/pad-profile.ts";
import type { PadProfile } from "../../../src/shared/control/pad-profile.ts";
import { shapeStick } from "../../../src/shared/control/pad-sample.ts";

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const angle = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true });
const options = fc.record({ deadZone: fc.double({ min: 0, max: 0.5, noNaN: true }), expo: unit });

function shaped(x: number, y: number, by: { readonly deadZone: number; readonly expo: number }) {
  const out = { x: Number.NaN, y: Number.NaN };
  shapeStick(x, y, by, out);
  return out;
}
/** How far out a stick counts that is `travel` out in some direction. */
const reach = (travel: number, at: number, by: { readonly deadZone: number; readonly expo: number }): number => {
  const { x, y } = shaped(travel * Math.cos(at), travel * Math.sin(at), by);
  return Math.hypot(x, y);
};

describe("the round dead zone and the curve", () => {
  test("keep the direction", () => {
    fc.assert(
      fc.property(unit, angle, options, (travel, at, by) => {
        const [x, y] = [travel * Math.cos(at), travel * Math.sin(at)];
        const out = shaped(x, y, by);
        expect(Math.abs(out.x * y - out.y * x)).toBeLessThan(1e-12);
        expect(out.x * x + out.y * y).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("are the same in every direction, and zero inside", () => {
    fc.assert(
      fc.property(unit, angle, options, (travel, at, by) => {
        expect(reach(travel, at, by)).toBeCloseTo(reach(travel, 0, by), 9);
        expect(reach(by.deadZone * travel * 0.999, at, by)).toBe(0);
      }),
    );
  });

  test("grow with the travel and do not jump, also at the rim", () => {
    fc.assert(
      fc.property(unit, fc.double({ min: 0, max: 1e-3, noNaN: true }), angle, options, (travel, more, at, by) => {
        const [less, great] = [reach(travel, at, by), reach(travel + more, at, by)];
        expect(great).toBeGreaterThanOrEqual(less - 1e-12);
        // The steepest slope is that of the cubic at its end: 3 of the travel that is left.
        expect(great - less).toBeLessThanOrEqual((3 * more) / (1 - by.deadZone) + 1e-9);
      }),
    );
  });

  test("end at exactly 1 along an axis, whatever the dead zone and the curve, and never beyond", () => {
    fc.assert(
      fc.property(options, angle, fc.double({ min: 1, max: 1.5, noNaN: true }), (by, at, travel) => {
        expect([shaped(1, 0, by).x, shaped(0, -1, by).y, shaped(-1, 0, by).x]).toEqual([1, -1, -1]);
        expect(reach(travel, at, by)).toBeLessThanOrEqual(1 + 1e-12);
        expect(reach(travel, at, by)).toBeCloseTo(1, 12);
      }),
    );
  });

  test("a higher curve is never coarser around the middle", () => {
    fc.assert(
      fc.property(unit, unit, unit, (travel, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const by = (expo: number) => reach(travel, 0, { deadZone: 0.1, expo });
        expect(by(high)).toBeLessThanOrEqual(by(low) + 1e-12);
      }),
    );
  });
});

describe("a profile's bindings", () => {
  test("an inverted axis gives exactly the other sign, and twice inverted nothing changes", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }), (axes) => {
        const inverted: PadProfile = {
          ...STANDARD_PROFILE,
          axes: STANDARD_PROFILE.axes.map((one) => ({ ...one, invert: true })),
        };
        const once = { axes: new Float64Array(4), buttons: new Float64Array(17) };
        const twice = { axes: new Float64Array(4), buttons: new Float64Array(17) };
        applyProfile({ axes, buttons: [] }, inverted, once);
        applyProfile({ axes: once.axes, buttons: [] }, inverted, twice);
        expect([...once.axes].map((one) => one + 0)).toEqual(axes.map((one) => 0 - one));
        expect([...twice.axes].map((one) => one + 0)).toEqual(axes.map((one) => one + 0));
      }),
    );
  });

  test("an axis that is a trigger goes evenly from exactly 0 at rest to exactly 1, either way round", () => {
    const end = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(end, end, unit, unit, (rest, pressed, a, b) => {
        fc.pre(Math.abs(pressed - rest) > 0.1);
        const at = (value: number) =>
          readBinding({ axes: [value], buttons: [] }, { from: "axis", index: 0, rest, pressed });
        expect([at(rest) + 0, at(pressed)]).toEqual([0, 1]);
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        const value = (share: number) => rest + (pressed - rest) * share;
        expect(at(value(more))).toBeGreaterThanOrEqual(at(value(less)));
        expect(at(value(a))).toBeCloseTo(a, 9);
      }),
    );
  });

  test("what is not there, or is nonsense, is at rest, wherever rest is", () => {
    fc.assert(
      fc.property(fc.constantFrom(-1, 0, 1), fc.constantFrom(Number.NaN, Infinity, -Infinity), (rest, nonsense) => {
        const binding = { from: "axis", index: 0, rest, pressed: rest === 1 ? -1 : 1 } as const;
        expect(readBinding({ axes: [], buttons: [] }, binding)).toBe(0);
        expect(readBinding({ axes: [nonsense], buttons: [] }, binding)).toBe(0);
      }),
    );
  });
});
