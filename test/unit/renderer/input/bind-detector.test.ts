import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createBindDetector } from "../../../../src/renderer/input/bind-detector.ts";
import type { BindKind, BindResult } from "../../../../src/renderer/input/bind-detector.ts";
import type { PadSample } from "../../../../src/shared/control/pad-sample.ts";
import { reading } from "./pad-builders.ts";

/** Shows readings at 60 Hz; the result, and after how many of them. */
function watch(kind: BindKind, readings: readonly PadSample[]): { result: BindResult | null; after: number } {
  const detector = createBindDetector(kind);
  for (const [index, one] of readings.entries()) {
    const result = detector.look(one, index * 16);
    if (result !== null) return { result, after: index };
  }
  return { result: null, after: readings.length };
}
const hold = (one: PadSample, count = 12): readonly PadSample[] => Array.from({ length: count }, () => one);

describe("press to bind", () => {
  test("finds the axis and its direction, whatever else trembles", () => {
    fc.assert(
      fc.property(fc.nat(11), fc.boolean(), fc.double({ min: 0.7, max: 1, noNaN: true }), (axis, invert, far) => {
        const sign = invert ? -1 : 1;
        const rest = reading({ [(axis + 1) % 12]: 0.2 });
        const moved = reading({ [axis]: sign * far, [(axis + 1) % 12]: 0.3 });
        const { result } = watch("axis", [rest, ...hold(moved), ...hold(rest)]);
        expect(result).toEqual({ kind: "axis", binding: { axis, invert } });
      }),
    );
  });

  test("answers only once the stick is back, so that one push answers one question", () => {
    const moved = reading({ 2: 1 });
    expect(watch("axis", [reading(), ...hold(moved, 200)]).result).toBeNull();
    expect(watch("axis", [reading(), ...hold(moved, 20), ...hold(reading())]).after).toBeGreaterThan(20);
  });

  test("answers once, however long it is looked at", () => {
    const detector = createBindDetector("axis");
    const readings = [reading(), ...hold(reading({ 2: 1 })), ...hold(reading(), 60)];
    const answers = readings.filter((one, index) => detector.look(one, index * 16) !== null);
    expect(answers).toHaveLength(1);
  });

  test("a button is found, also where the trigger is an axis as well", () => {
    const { result } = watch("button", [reading(), ...hold(reading({ 5: 1 }, { 13: 1 })), ...hold(reading())]);
    expect(result).toEqual({ kind: "button", binding: { from: "button", index: 13 } });
  });

  test("a trigger that is an axis brings its rest and its end along", () => {
    const rest = reading({ 4: -1 });
    const { result } = watch("button", [rest, reading({ 4: 0.2 }), ...hold(reading({ 4: 0.98 })), ...hold(rest)]);
    expect(result).toEqual({ kind: "button", binding: { from: "axis", index: 4, rest: -1, pressed: 0.98 } });
  });

  test("a trigger that says 0 until it is first touched rests where it settles", () => {
    const { result } = watch("button", [reading(), ...hold(reading({ 4: 1 })), ...hold(reading({ 4: -1 }))]);
    expect(result).toEqual({ kind: "button", binding: { from: "axis", index: 4, rest: -1, pressed: 1 } });
  });

  test("so does one that is pulled slowly from there, through all of its travel", () => {
    const pull = [-0.95, -0.6, -0.1, 0.4, 0.8].map((value) => reading({ 4: value }));
    const back = [...pull].reverse();
    const rest = reading({ 4: -1 });
    const { result } = watch("button", [reading(), ...pull, ...hold(reading({ 4: 1 }), 30), ...back, ...hold(rest)]);
    expect(result).toEqual({ kind: "button", binding: { from: "axis", index: 4, rest: -0.95, pressed: 1 } });
  });

  test("a cross on an axis goes to one end and back, and is bound by that half", () => {
    for (const end of [-1, 1]) {
      const { result } = watch("button", [reading(), ...hold(reading({ 6: end })), ...hold(reading())]);
      expect(result).toEqual({ kind: "button", binding: { from: "axis", index: 6, rest: 0, pressed: end } });
    }
  });

  test("a hat that says 0 until it is first touched is found by its first or its second press", () => {
    const rest = reading({ 9: 1.2857 });
    const up = watch("button", [reading(), ...hold(reading({ 9: -1 })), ...hold(rest)]).result;
    expect(up).toEqual({ kind: "button", binding: { from: "hat", index: 9, at: -1 } });
    const press = [...hold(reading({ 9: 0.1429 })), ...hold(rest)];
    const down = watch("button", [reading(), ...press, ...press]).result;
    expect(down).toEqual({ kind: "button", binding: { from: "hat", index: 9, at: 0.1429 } });
  });

  test("what rests outside of an axis's travel is a hat", () => {
    const rest = reading({ 9: 1.2857 });
    const { result } = watch("button", [rest, ...hold(reading({ 9: 0.1429 })), ...hold(rest)]);
    expect(result).toEqual({ kind: "button", binding: { from: "hat", index: 9, at: 0.1429 } });
  });

  test("a stick does not answer where a button is held from the start, and a small move answers nothing", () => {
    expect(watch("button", hold(reading({}, { 0: 1 }), 100)).result).toBeNull();
    expect(watch("axis", [reading(), ...hold(reading({ 0: 0.5 })), ...hold(reading())]).result).toBeNull();
  });
});
