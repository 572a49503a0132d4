import { expect, test } from "vitest";
import { createRawPad } from "../../../../src/renderer/input/raw-pad.ts";
import { applyProfile, STANDARD_PROFILE } from "../../../../src/shared/control/pad-profile.ts";
import type { PadProfile } from "../../../../src/shared/control/pad-profile.ts";

const TRIGGER: PadProfile = {
  ...STANDARD_PROFILE,
  buttons: STANDARD_PROFILE.buttons.map((one, index) =>
    index === 7 ? { from: "axis", index: 5, rest: -1, pressed: 1 } : one,
  ),
};

/** The right trigger after each of the readings of axis 5, or of button 7. */
function follow(readings: readonly { readonly axis?: number; readonly button?: number }[], by: PadProfile) {
  const raw = createRawPad();
  const out = { axes: new Float64Array(4), buttons: new Float64Array(17) };
  return readings.map(({ axis = 0, button = 0 }) => {
    raw.take({
      axes: [0, 0, 0, 0, 0, axis],
      buttons: Array.from({ length: 17 }, (_one, index) => ({
        value: index === 7 ? button : 0,
        pressed: false,
        touched: false,
      })),
      timestamp: 0,
      id: "",
      index: 0,
      connected: true,
      mapping: "",
      hapticActuators: [],
      vibrationActuator: null as unknown as GamepadHapticActuator,
    });
    applyProfile(raw, by, out);
    return out.buttons[7];
  });
}

test("a trigger whose axis says 0 until it is touched is at rest until then, and half way in at 0 later", () => {
  expect(follow([{}, {}, { axis: -0.5 }, { axis: 1 }, {}, { axis: -1 }], TRIGGER)).toEqual([0, 0, 0.25, 1, 0.5, 0]);
});

test("a trigger that the browser makes a button of, and that begins half way in, is at rest until it moves", () => {
  const half = { button: 0.5 };
  expect(follow([half, half, { button: 0.6 }, half, {}], STANDARD_PROFILE)).toEqual([0, 0, 0.6, 0.5, 0]);
  expect(follow([{}, half], STANDARD_PROFILE)).toEqual([0, 0.5]);
});
