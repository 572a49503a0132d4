import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buttonGlyph, padFamily } from "../../../../src/renderer/input/glyphs.ts";
import { padLabels, XBOX_LABELS } from "../../../../src/renderer/input/pad-labels.ts";
import type { PadKind } from "../../../../src/renderer/input/pad-labels.ts";
import { STANDARD_PROFILE } from "../../../../src/shared/control/pad-profile.ts";
import type { ButtonBinding, PadProfile } from "../../../../src/shared/control/pad-profile.ts";

const XBOX: PadKind = { id: "Xbox 360 (Vendor: 045e)", standard: true, buttonCount: 17 };
const DUALSENSE: PadKind = { id: "DualSense (Vendor: 054c)", standard: true, buttonCount: 17 };
const ODD: PadKind = { id: "Old joystick (Vendor: 0079)", standard: false, buttonCount: 12 };
const ODD_SONY: PadKind = { ...DUALSENSE, standard: false, buttonCount: 14 };

function withButton(button: number, binding: ButtonBinding | null, more: Partial<PadProfile> = {}): PadProfile {
  return {
    ...STANDARD_PROFILE,
    ...more,
    buttons: STANDARD_PROFILE.buttons.map((one, index) => (index === button ? binding : one)),
  };
}

describe("what to press on a pad", () => {
  test("without a profile a standard pad is named as its maker prints it", () => {
    expect(padLabels(XBOX, null).buttons[0]).toBe("A");
    expect(padLabels(DUALSENSE, null).buttons[0]).toBe("✕");
    expect(XBOX_LABELS.buttons[9]).toBe("Menu");
  });

  test("a button bound elsewhere is named by where it is, whatever the two are", () => {
    fc.assert(
      fc.property(fc.nat(16), fc.nat(16), fc.constantFrom(XBOX, DUALSENSE), (button, index, pad) => {
        const { buttons } = padLabels(pad, withButton(button, { from: "button", index }));
        expect(buttons[button]).toBe(buttonGlyph(padFamily(pad.id), index));
      }),
    );
  });

  test("a stick's direction can stand for a button, and another stick for a stick", () => {
    const up = withButton(0, { from: "axis", index: 3, rest: 0, pressed: -1 });
    expect(padLabels(XBOX, up).buttons[0]).toBe("Right stick ↑");
    const swapped: PadProfile = {
      ...STANDARD_PROFILE,
      axes: [2, 3, 0, 1].map((axis) => ({ axis, invert: axis === 2 })),
    };
    const { axes, towards } = padLabels(XBOX, swapped);
    expect(axes).toEqual(["Right stick ↔", "Right stick ↕", "Left stick ↔", "Left stick ↕"]);
    expect(towards).toEqual(["Right stick ←", "Right stick ↓", "Left stick →", "Left stick ↓"]);
  });

  test("an odd pad's buttons are named by number from 1, by the axis or by the cross", () => {
    expect(padLabels(ODD, null).buttons[4]).toBe("Button 5");
    const bound = withButton(0, { from: "button", index: 4 });
    expect(padLabels(ODD, bound).buttons[0]).toBe("Button 5");
    const trigger = withButton(7, { from: "axis", index: 4, rest: -1, pressed: 1 });
    expect(padLabels(ODD, trigger).buttons[7]).toBe("Right trigger");
    expect(padLabels(ODD, withButton(12, { from: "hat", index: 9, at: -1 })).buttons[12]).toBe("↑");
  });

  test("an odd pad of a known maker was asked for by its labels, so these are what to press", () => {
    const bound = withButton(0, { from: "button", index: 1 });
    expect(padLabels(ODD_SONY, bound).buttons[0]).toBe("✕");
    expect(padLabels(ODD_SONY, null).buttons[1]).toBe("Button 2");
  });

  test("what is printed can be chosen, and what a pad has not is not named", () => {
    expect(padLabels(XBOX, { ...STANDARD_PROFILE, labels: "nintendo" }).buttons[0]).toBe("B");
    expect(padLabels(XBOX, withButton(0, null)).buttons[0]).toBeNull();
    expect(padLabels({ ...XBOX, buttonCount: 16 }, null).buttons[16]).toBeNull();
  });
});
