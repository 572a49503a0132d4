import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_SPEED, MAX_TRIGGER } from "../../../src/shared/control/command-limits.ts";
import { applyDeadZone, cruiseIntent, DEFAULT_STICK_OPTIONS } from "../../../src/shared/control/intent.ts";
import type { Intent, PadSample } from "../../../src/shared/control/intent.ts";

function intentOf(pad: PadSample): Intent {
  const intent = { speed: NaN, height: NaN, lean: NaN, thrust: NaN };
  cruiseIntent(pad, DEFAULT_STICK_OPTIONS, intent);
  return intent;
}

const axis = fc.double({ min: -1, max: 1, noNaN: true });

describe("the round dead zone", () => {
  it("keeps the direction, is silent inside, and ends at full travel", () => {
    fc.assert(
      fc.property(axis, axis, fc.double({ min: 0, max: 0.9, noNaN: true }), (x, y, deadZone) => {
        const out = { x: NaN, y: NaN };
        applyDeadZone(x, y, deadZone, out);
        const length = Math.hypot(out.x, out.y);
        expect(length).toBeLessThanOrEqual(1 + 1e-12);
        if (Math.hypot(x, y) < deadZone * (1 - 1e-12)) expect(length).toBe(0);
        expect(Math.abs(out.x * y - out.y * x)).toBeLessThan(1e-12);
      }),
    );
    const out = { x: NaN, y: NaN };
    applyDeadZone(0, -1, 0.3, out);
    expect(out.y).toBeCloseTo(-1, 12);
    applyDeadZone(0.3001, 0, 0.3, out);
    expect(out.x).toBeLessThan(1e-3);
  });
});

describe("level cruise", () => {
  it("turns the left stick into speed and the right trigger into height", () => {
    expect(intentOf({ axes: [1, 0, 0, 0], buttons: [] })).toEqual({ speed: MAX_SPEED, height: 0, lean: 0, thrust: 0 });
    expect(intentOf({ axes: [0, 0, 1, 1], buttons: [0, 0, 0, 0, 0, 0, 0, 1] })).toEqual({
      speed: 0,
      height: MAX_TRIGGER,
      lean: 0,
      thrust: 0,
    });
    expect(intentOf({ axes: [-1, 0, 0, 0], buttons: [] }).speed).toBe(0);
  });

  it("makes something sane of any pad", () => {
    const anything = fc.array(fc.double(), { maxLength: 20 });
    fc.assert(
      fc.property(anything, anything, (axes, buttons) => {
        const { speed, height } = intentOf({ axes, buttons });
        expect(speed >= 0 && speed <= MAX_SPEED).toBe(true);
        expect(height >= 0 && height <= MAX_TRIGGER).toBe(true);
      }),
    );
  });
});
