import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BindResult } from "../../../../src/renderer/input/bind-detector.ts";
import { bind, bindTargets, unbind } from "../../../../src/renderer/screens/controller/bind-targets.ts";
import type { BindTarget } from "../../../../src/renderer/screens/controller/bind-targets.ts";
import { describeBinding, sharedTargets } from "../../../../src/renderer/screens/controller/describe-binding.ts";
import {
  relatedProfile,
  sameProfile,
  startingProfile,
} from "../../../../src/renderer/screens/controller/wizard-state.ts";
import { PAD_FAMILIES, STANDARD_PROFILE } from "../../../../src/shared/control/pad-profile.ts";
import type { PadProfile } from "../../../../src/shared/control/pad-profile.ts";
import { withProfile } from "../../../../src/shared/ipc/pad-profiles.ts";
import { createPadInfo } from "../../../builders/pad-info.ts";

const XBOX = createPadInfo("Xbox Wireless Controller (STANDARD GAMEPAD Vendor: 045e Product: 02fd)");
const ODD = createPadInfo("Old joystick (Vendor: 0079 Product: 0006)", { standard: false, buttonCount: 12 });
const TARGETS = bindTargets("xbox");
const button = (index: number): BindResult => ({ kind: "button", binding: { from: "button", index } });

function targetOf(kind: BindTarget["kind"], index: number): BindTarget {
  const found = TARGETS.find((one) => one.kind === kind && one.index === index);
  if (found === undefined) throw new Error(`no target ${kind} ${index}`);
  return found;
}

describe("press to bind takes answers in", () => {
  test("every place has its question, told by where it is and, where it is known, by its label", () => {
    for (const family of PAD_FAMILIES) {
      const asks = bindTargets(family).map(({ ask }) => ask);
      expect(new Set(asks).size).toBe(asks.length);
    }
    expect(targetOf("button", 0).ask).toBe("Press A, the lowest of the four under the right thumb, and let go.");
    const unnamed = bindTargets("generic").find(({ kind, index }) => kind === "button" && index === 9);
    expect(unnamed?.ask).toBe("Press the small button right of the middle, and let go.");
  });

  test("in whatever order a pad's buttons are answered, no press comes to mean two things", () => {
    const buttons = TARGETS.filter(({ kind }) => kind === "button");
    const order = fc.shuffledSubarray([...buttons.keys()]);
    const pressed = fc.shuffledSubarray(
      Array.from({ length: 20 }, (_one, index) => index),
      { minLength: 18 },
    );
    fc.assert(
      fc.property(order, pressed, (asked, presses) => {
        let profile: PadProfile = STANDARD_PROFILE;
        const answered = new Set<number>();
        for (const [turn, at] of asked.entries()) {
          const target = buttons[at];
          if (target === undefined) continue;
          profile = bind(profile, target, button(presses[turn] ?? 0), (index) => !answered.has(index));
          answered.add(target.index);
          expect(profile.buttons[target.index]).toEqual({ from: "button", index: presses[turn] });
        }
        expect(sharedTargets(profile, TARGETS, { ...ODD, buttonCount: 20 }).size).toBe(0);
      }),
    );
  });

  test("what was answered before is not taken away, but marked", () => {
    const first = bind(STANDARD_PROFILE, targetOf("button", 0), button(5), () => false);
    const marked = [...sharedTargets(first, TARGETS, XBOX)].map((at) => TARGETS[at]?.index);
    expect(new Set(marked)).toEqual(new Set([0, 5]));
  });

  test("a pad without a button can say so; a stick keeps what it has", () => {
    const without = unbind(STANDARD_PROFILE, targetOf("button", 16));
    expect(without.buttons[16]).toBeNull();
    expect(describeBinding(without, targetOf("button", 16), XBOX)).toBe("nothing");
    expect(unbind(STANDARD_PROFILE, targetOf("axis", 0))).toBe(STANDARD_PROFILE);
  });
});

describe("what stands for a target, in words", () => {
  test("is what is printed on a known pad, and a number from 1 on another", () => {
    const bound = bind(STANDARD_PROFILE, targetOf("button", 0), button(1));
    expect(describeBinding(bound, targetOf("button", 0), XBOX)).toBe("B");
    expect(describeBinding(bound, targetOf("button", 0), ODD)).toBe("button 2");
    expect(describeBinding(STANDARD_PROFILE, targetOf("button", 13), ODD)).toBe("nothing");
    const inverted = bind(STANDARD_PROFILE, targetOf("axis", 1), { kind: "axis", binding: { axis: 5, invert: true } });
    expect(describeBinding(inverted, targetOf("axis", 1), ODD)).toBe("axis 6, inverted");
  });

  test("the two halves of an axis are two things, a trigger on all of it is both", () => {
    const half = (pressed: number, rest = 0): BindResult => ({
      kind: "button",
      binding: { from: "axis", index: 6, rest, pressed },
    });
    const cross = bind(bind(STANDARD_PROFILE, targetOf("button", 14), half(-1)), targetOf("button", 15), half(1));
    expect(describeBinding(cross, targetOf("button", 14), ODD)).toBe("axis 7 −");
    expect(sharedTargets(cross, TARGETS, ODD).size).toBe(0);
    const trigger = bind(cross, targetOf("button", 7), half(1, -1));
    expect(sharedTargets(trigger, TARGETS, ODD).size).toBe(3);
  });
});

describe("what a set-up begins with", () => {
  const settings = { padProfiles: {}, deadZone: 0.2, expo: 0.5 };
  const mine: PadProfile = {
    ...bind(STANDARD_PROFILE, targetOf("button", 0), button(1)),
    name: "Mine",
    deadZone: 0.07,
    labels: "nintendo",
  };

  test("without any profile: the standard layout and the feel of all pads", () => {
    const first = startingProfile(XBOX, settings);
    expect(first).toEqual({ ...STANDARD_PROFILE, name: "Xbox Wireless Controller", deadZone: 0.2, expo: 0.5 });
  });

  test("with its own: that", () => {
    expect(startingProfile(XBOX, { ...settings, padProfiles: withProfile({}, XBOX.id, mine) })).toEqual(mine);
  });

  test("with one that another browser named otherwise: its name and feel, but not its layout", () => {
    const padProfiles = withProfile({}, "45e-2fd-Xbox Wireless Controller", mine);
    expect(relatedProfile(XBOX, { padProfiles })).toEqual(mine);
    expect(relatedProfile(ODD, { padProfiles })).toBeNull();
    const first = startingProfile(XBOX, { ...settings, padProfiles });
    expect(first).toEqual({ ...STANDARD_PROFILE, name: "Mine", deadZone: 0.07, expo: 0, labels: "nintendo" });
  });

  test("profiles are the same when they read alike, in whatever order they were written", () => {
    expect(sameProfile(mine, structuredClone(mine))).toBe(true);
    for (const other of [
      { ...mine, name: "Yours" },
      { ...mine, deadZone: 0.08 },
      { ...mine, labels: undefined },
      unbind(mine, targetOf("button", 3)),
    ])
      expect(sameProfile(mine, other)).toBe(false);
  });
});
