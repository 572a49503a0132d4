import { expect, test } from "vitest";
import { createPadNavigator, HOLD_MS } from "../../../../src/renderer/navigate/pad-navigator.ts";
import { reading } from "../input/pad-builders.ts";

const UP = reading();
const button = (index: number) => reading({}, { [index]: 1 });

/** Moves of readings every 50 ms. */
function moves(
  readings: readonly ReturnType<typeof reading>[],
  held = false,
  stick = false,
): readonly (string | null)[] {
  const navigator = createPadNavigator();
  return readings.map((one, index) => navigator.look(one, index * 50, { held, stick }));
}
const hold = (index: number, count: number) => Array.from({ length: count }, () => button(index));

test("a press is one move, however long it lasts, and what was down before means nothing", () => {
  expect(moves([UP, button(0), button(0), UP, button(1)])).toEqual([null, "press", null, null, "back"]);
  expect(moves([button(0), button(0), UP, button(0)])).toEqual([null, null, null, "press"]);
});

test("where presses have to be held, a short one is none", () => {
  const long = HOLD_MS / 50 + 2;
  expect(moves([UP, ...hold(0, 4), UP], true).every((move) => move === null)).toBe(true);
  expect(moves([UP, ...hold(0, long * 3), UP], true).filter((move) => move === "press")).toHaveLength(1);
  expect(moves([UP, button(13)], true)).toEqual([null, "down"]);
});

test("a page that stood still for a second has not seen a button held", () => {
  const navigator = createPadNavigator();
  navigator.look(UP, 0);
  expect(navigator.look(button(13), 20)).toBe("down");
  expect(navigator.look(button(13), 1020)).toBeNull();
  expect(navigator.look(UP, 1030)).toBeNull();
});

test("a direction that is held repeats, a press does not", () => {
  expect(moves([UP, ...hold(15, 20)]).filter((move) => move === "right").length).toBeGreaterThan(4);
  expect(moves([UP, ...hold(0, 40)]).filter((move) => move === "press")).toHaveLength(1);
});

test("the left stick moves as the cross does where that is asked for, the way it leans to more, and once until it repeats", () => {
  const lean = (x: number, y: number) => reading({ 0: x, 1: y });
  expect(moves([UP, lean(1, 0), UP])).toEqual([null, null, null]);
  expect(moves([UP, lean(0.5, 0), lean(0.9, 0.3), lean(0.5, 0), UP, lean(-0.7, -0.9)], false, true)).toEqual([
    null,
    null,
    "right",
    null,
    null,
    "up",
  ]);
  expect(moves([lean(1, 0), lean(1, 0), UP, lean(1, 0)], false, true)).toEqual([null, null, null, "right"]);
});
