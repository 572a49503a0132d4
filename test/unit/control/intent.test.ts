import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  LEAN_BACK,
  LEAN_FORWARD,
  MAX_HOP_HEIGHT,
  MAX_HOP_SPEED,
  MAX_HOP_THRUST,
  MAX_REACH,
  MAX_SPEED,
  MAX_TRIGGER,
} from "../../../src/shared/control/command-limits.ts";
import { cruiseIntent, hopIntent } from "../../../src/shared/control/intent.ts";
import type { Intent } from "../../../src/shared/control/intent.ts";
import { DEFAULT_STICK_OPTIONS, shapeStick } from "../../../src/shared/control/pad-sample.ts";
import type { PadSample } from "../../../src/shared/control/pad-sample.ts";

function intentOf(pad: PadSample): Intent {
  const intent = { speed: NaN, height: NaN, lean: NaN, thrust: NaN, reach: NaN };
  cruiseIntent(pad, DEFAULT_STICK_OPTIONS, intent);
  return intent;
}

const axis = fc.double({ min: -1, max: 1, noNaN: true });

describe("the round dead zone", () => {
  it("keeps the direction, is silent inside, and ends at full travel", () => {
    fc.assert(
      fc.property(axis, axis, fc.double({ min: 0, max: 0.9, noNaN: true }), (x, y, deadZone) => {
        const out = { x: NaN, y: NaN };
        shapeStick(x, y, { deadZone, expo: 0 }, out);
        const length = Math.hypot(out.x, out.y);
        expect(length).toBeLessThanOrEqual(1 + 1e-12);
        if (Math.hypot(x, y) < deadZone * (1 - 1e-12)) expect(length).toBe(0);
        expect(Math.abs(out.x * y - out.y * x)).toBeLessThan(1e-12);
      }),
    );
    const out = { x: NaN, y: NaN };
    shapeStick(0, -1, { deadZone: 0.3, expo: 0 }, out);
    expect(out.y).toBeCloseTo(-1, 12);
    shapeStick(0.3001, 0, { deadZone: 0.3, expo: 0 }, out);
    expect(out.x).toBeLessThan(1e-3);
  });
});

describe("level hop", () => {
  const hopOf = (pad: PadSample): Intent => {
    const intent = { speed: NaN, height: NaN, lean: NaN, thrust: NaN, reach: NaN };
    hopIntent(pad, { deadZone: 0, expo: 0 }, intent);
    return intent;
  };
  it("gives each control its own part of the hop", () => {
    expect(hopOf({ axes: [1, 0, 0, 0], buttons: [] })).toEqual({
      speed: MAX_HOP_SPEED,
      height: 0,
      lean: 0,
      thrust: 0,
      reach: expect.closeTo(0, 12),
    });
    expect(hopOf({ axes: [0, 0, 1, 0], buttons: [] }).lean).toBe(LEAN_FORWARD);
    expect(hopOf({ axes: [0, 0, -1, 0], buttons: [] }).lean).toBe(LEAN_BACK);
    expect(hopOf({ axes: [0, 0, 0, -1], buttons: [] }).reach).toBe(MAX_REACH);
    const triggers = [0, 0, 0, 0, 0, 0, 0.5, 1];
    expect(hopOf({ axes: [0, 0, 0, 0], buttons: triggers })).toMatchObject({
      height: 0.5 * MAX_HOP_HEIGHT,
      thrust: MAX_HOP_THRUST,
    });
  });

  it("stays within its limits whatever the pad reports", () => {
    const anything = fc.array(fc.double(), { maxLength: 20 });
    fc.assert(
      fc.property(anything, anything, (axes, buttons) => {
        const { speed, height, lean, thrust, reach } = hopOf({ axes, buttons });
        expect(speed >= 0 && speed <= MAX_HOP_SPEED).toBe(true);
        expect(height >= 0 && height <= MAX_HOP_HEIGHT).toBe(true);
        expect(thrust >= 0 && thrust <= MAX_HOP_THRUST).toBe(true);
        expect(lean >= LEAN_BACK && lean <= LEAN_FORWARD).toBe(true);
        expect(Math.abs(reach) <= MAX_REACH).toBe(true);
      }),
    );
  });
});

describe("level cruise", () => {
  it("turns the left stick into speed and the right trigger into height", () => {
    expect(intentOf({ axes: [1, 0, 0, 0], buttons: [] })).toEqual({
      speed: MAX_SPEED,
      height: 0,
      lean: 0,
      thrust: 0,
      reach: 0,
    });
    expect(intentOf({ axes: [0, 0, 1, 1], buttons: [0, 0, 0, 0, 0, 0, 0, 1] })).toEqual({
      speed: 0,
      height: MAX_TRIGGER,
      lean: 0,
      thrust: 0,
      reach: 0,
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
