import fc from "fast-check";
import { expect, test } from "vitest";
import { applyProfile, readBinding, STANDARD_PROFILE } from "../../../src/shared/control/pad-profile.ts";
import type { PadProfile } from "../../../src/shared/control/pad-profile.ts";

const out = () => ({ axes: new Float64Array(4), buttons: new Float64Array(17) });
const axes = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 });
const buttons = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 17, maxLength: 17 });

test("the standard profile changes nothing", () => {
  fc.assert(
    fc.property(axes, buttons, (a, b) => {
      const mapped = out();
      applyProfile({ axes: a, buttons: b }, STANDARD_PROFILE, mapped);
      expect([...mapped.axes].map((one) => one + 0)).toEqual(a.map((one) => one + 0));
      expect([...mapped.buttons].map((one) => one + 0)).toEqual(b.map((one) => one + 0));
    }),
  );
});

test("a pad wired in another order, some axes the other way round, reads as a standard one", () => {
  const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 4, maxLength: 4 });
  const places = fc.shuffledSubarray(
    Array.from({ length: 30 }, (_item, index) => index),
    { minLength: 17, maxLength: 17 },
  );
  const inverted = fc.array(fc.boolean(), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(axes, buttons, order, places, inverted, (a, b, at, where, invert) => {
      const raw = { axes: new Float64Array(6), buttons: new Float64Array(30) };
      for (const [i, axis] of at.entries()) raw.axes[axis] = (invert[i] === true ? -1 : 1) * (a[i] ?? 0);
      for (const [i, button] of where.entries()) raw.buttons[button] = b[i] ?? 0;
      const profile: PadProfile = {
        ...STANDARD_PROFILE,
        axes: at.map((axis, i) => ({ axis, invert: invert[i] === true })),
        buttons: where.map((index) => ({ from: "button", index })),
      };
      const mapped = out();
      applyProfile(raw, profile, mapped);
      expect([...mapped.axes].map((one) => one + 0)).toEqual(a.map((one) => one + 0));
      expect([...mapped.buttons].map((one) => one + 0)).toEqual(b.map((one) => one + 0));
    }),
  );
});

test("whatever a pad reports, the reading stays in its range", () => {
  const binding = fc.oneof(
    fc.constant(null),
    fc.record({ from: fc.constant("button" as const), index: fc.nat(63) }),
    fc.record({
      from: fc.constant("axis" as const),
      index: fc.nat(31),
      rest: fc.double({ min: -4, max: 4, noNaN: true }),
      pressed: fc.double({ min: -4, max: 4, noNaN: true }),
    }),
    fc.record({
      from: fc.constant("hat" as const),
      index: fc.nat(31),
      at: fc.double({ min: -1, max: 1, noNaN: true }),
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.double()), fc.array(fc.double()), fc.array(binding, { maxLength: 17 }), (a, b, bound) => {
      const mapped = out();
      applyProfile({ axes: a, buttons: b }, { ...STANDARD_PROFILE, buttons: bound }, mapped);
      for (const value of mapped.axes) expect(value >= -1 && value <= 1).toBe(true);
      for (const value of mapped.buttons) expect(value >= 0 && value <= 1).toBe(true);
    }),
  );
});

test("a trigger that is an axis from -1 to 1 reads from 0 to 1", () => {
  const trigger = { from: "axis", index: 5, rest: -1, pressed: 1 } as const;
  const at = (value: number) => readBinding({ axes: [0, 0, 0, 0, 0, value], buttons: [] }, trigger);
  expect([at(-1), at(-0.5), at(0), at(1)]).toEqual([0, 0.25, 0.5, 1]);
});

test("each direction of a hat is pressed by its own place and both diagonals beside it, and by nothing else", () => {
  const place = (step: number) => -1 + (step * 2) / 7;
  const pressed = (at: number, value: number) =>
    readBinding({ axes: [value], buttons: [] }, { from: "hat", index: 0, at }) === 1;
  for (let direction = 0; direction < 8; direction += 2) {
    const down = Array.from({ length: 8 }, (_item, step) => pressed(place(direction), place(step)));
    expect(new Set(down.flatMap((is, step) => (is ? [step] : [])))).toEqual(
      new Set([(direction + 7) % 8, direction, (direction + 1) % 8]),
    );
    for (const rest of [1.2857, 3.2857, Number.NaN]) expect(pressed(place(direction), rest)).toBe(false);
  }
});
