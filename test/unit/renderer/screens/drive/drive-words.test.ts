import fc from "fast-check";
import { expect, test } from "vitest";
import {
  doneAfter,
  FIRST_STEPS,
  firstStepText,
} from "../../../../../src/renderer/screens/drive/first-run/first-run-steps.ts";
import type { FirstStep } from "../../../../../src/renderer/screens/drive/first-run/first-run-steps.ts";
import { driveHelp } from "../../../../../src/renderer/screens/drive/help/help-groups.ts";
import { CONTROLS, LEVEL_GUIDES } from "../../../../../src/renderer/screens/drive/level-guide.ts";
import { pathOf } from "../../../../../src/renderer/screens/drive/rewind/trace-curve.tsx";
import { readSticks } from "../../../../../src/renderer/screens/drive/stick-readout.ts";
import { BINDINGS, COMMANDS } from "../../../../../src/renderer/input/bindings.ts";
import { DRIVE_LEVELS } from "../../../../../src/shared/control/levels.ts";
import { DEFAULT_STICK_OPTIONS } from "../../../../../src/shared/control/pad-sample.ts";
import { createPadInfo } from "../../../../builders/pad-info.ts";

const PLAYSTATION = createPadInfo("DualSense (054c)");
const buttonsWith = (pressed: Readonly<Record<number, number>>): number[] =>
  Array.from({ length: 17 }, (_value, i) => pressed[i] ?? 0);

test("every level reads out exactly the controls that its guide names", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...DRIVE_LEVELS),
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
      (level, axes) => {
        const readout = readSticks(level, { axes, buttons: buttonsWith({ 6: 0.5 }) }, DEFAULT_STICK_OPTIONS);
        expect(new Set(Object.keys(readout))).toEqual(new Set(Object.keys(LEVEL_GUIDES[level].controls)));
      },
    ),
  );
});

test("readouts are what the level's driver asks for, with its limits", () => {
  const full = { axes: [1, 0, -1, -1], buttons: buttonsWith({ 6: 1, 7: 1 }) };
  expect(readSticks("cruise", full, DEFAULT_STICK_OPTIONS)).toEqual({
    "left-x": "2.2 of 2.2 m/s",
    "right-trigger": "80 %",
  });
  expect(readSticks("hop", full, DEFAULT_STICK_OPTIONS)).toMatchObject({
    "left-x": "1.3 of 1.3 m/s",
    "left-trigger": "50 %",
    "right-x": "−2°",
    "right-trigger": "50 %",
  });
  const rest = { axes: [0, 0, 0, 0], buttons: buttonsWith({}) };
  expect(readSticks("joints", rest, DEFAULT_STICK_OPTIONS)).toEqual({
    "left-x": "0°",
    "left-y": "−29°",
    "right-y": "11°",
  });
  expect(readSticks("torque", full, DEFAULT_STICK_OPTIONS)).toMatchObject({ "left-x": "1.00", "right-y": "0.71" });
});

test("the help names every command and every control of the level, by the pad's own labels", () => {
  for (const level of DRIVE_LEVELS) {
    const rows = driveHelp(level, PLAYSTATION.labels).flatMap((group) => group.rows);
    const labels = rows.map(({ label }) => label);
    for (const command of COMMANDS) expect(labels).toContain(BINDINGS[command].label);
    for (const control of CONTROLS) {
      const meaning = LEVEL_GUIDES[level].controls[control];
      if (meaning !== undefined) expect(labels).toContain(meaning);
    }
    expect(new Set(labels).size).toBe(labels.length);
    expect(rows.find(({ label }) => label === BINDINGS.startStop.label)?.pad).toEqual(["Options"]);
  }
});

test("the first steps are ticked off as they are done, and none is taken back", () => {
  const nothing = { device: false, stick: 0, trigger: 0, recording: false };
  const none: ReadonlySet<FirstStep> = new Set();
  expect(doneAfter(none, { ...nothing, stick: 1, trigger: 1 })).toBe(none);
  const woken = doneAfter(none, { ...nothing, device: true });
  expect([...woken]).toEqual(["device"]);
  const driven = doneAfter(woken, { ...nothing, device: true, stick: 0.6, trigger: 0.9 });
  expect([...driven]).toEqual(["device", "speed", "height"]);
  expect(doneAfter(driven, nothing)).toBe(driven);
  expect([...doneAfter(driven, { ...nothing, recording: true })]).toEqual([...FIRST_STEPS]);
  const pad = { kind: "pad", pad: PLAYSTATION } as const;
  expect(firstStepText("height", pad).glyphs).toEqual(["R2"]);
  expect(firstStepText("record", pad).glyphs).toEqual(["Options"]);
  expect(firstStepText("height", { kind: "keyboard" }).glyphs).toEqual(["Space"]);
  expect(firstStepText("height", { kind: "none" }).glyphs).toEqual(["Right trigger", "Space"]);
});

test("a curve leaves out what is not known, and stays within its box", () => {
  expect(pathOf([0.5, Number.NaN, 1, 2], [0, 1])).toBe("M0 50.0M2 0.0L3 0.0");
  expect(pathOf([Number.NaN], [0, 1])).toBe("");
});
