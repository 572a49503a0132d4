// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ScriptedPad } from "../../../../bench/lib/scripted-pad.ts";
import { STANDARD_PROFILE } from "../../../../src/shared/control/pad-profile.ts";
import type { PadProfile } from "../../../../src/shared/control/pad-profile.ts";
import { createInputSource } from "../../../../src/renderer/input/input-source.ts";
import { createTestPad } from "../../../fakes/create-test-pad.ts";
import type { InputSource } from "../../../../src/renderer/input/input-source.ts";
import { eventually } from "../../../builders/eventually.ts";

const ODD = "Old joystick (Vendor: 0079 Product: 0006)";
const PROFILE: PadProfile = {
  ...STANDARD_PROFILE,
  axes: [{ axis: 5, invert: true }, ...STANDARD_PROFILE.axes.slice(1)],
  buttons: STANDARD_PROFILE.buttons.map((one, index) =>
    index === 9
      ? { from: "button", index: 2 }
      : index === 7
        ? { from: "axis", index: 4, rest: -1, pressed: 1 }
        : index === 2
          ? null
          : one,
  ),
};

let source: InputSource | null = null;
let pad: ScriptedPad;
beforeEach(() => {
  pad = createTestPad();
});
afterEach(() => source?.dispose());

test("a pad with a profile drives and commands by it", async () => {
  const commands: string[] = [];
  let axes: readonly number[] = [];
  let trigger = Number.NaN;
  source = createInputSource(
    {
      sample: (sample) => {
        axes = [...sample.axes];
        trigger = sample.buttons[7] ?? Number.NaN;
      },
      command: (command) => commands.push(command),
      device: () => undefined,
    },
    (id) => (id === ODD ? PROFILE : null),
  );
  pad.connect(ODD, { axes: [0, 0, 0, 0, -1, 0], buttons: 12 });
  await eventually(() => expect(source?.device.kind).toBe("pad"));
  pad.axis(5, -0.5);
  pad.axis(4, 0);
  await eventually(() => expect([axes[0], trigger]).toEqual([0.5, 0.5]));
  expect(commands).toEqual([]);
  pad.button(2, 1);
  await eventually(() => expect(commands).toEqual(["startStop"]));
});

test("a trigger that rests at the end of an axis does not take over from the keyboard", async () => {
  source = createInputSource(
    { sample: () => undefined, command: () => undefined, device: () => undefined },
    () => PROFILE,
  );
  window.dispatchEvent(new KeyboardEvent("keydown", { code: "ArrowRight" }));
  expect(source.device.kind).toBe("keyboard");
  source.lock(true);
  pad.connect(ODD, { axes: [0, 0, 0, 0, -1, 0], buttons: 12 });
  await new Promise((done) => setTimeout(done, 100));
  source.lock(false);
  await new Promise((done) => setTimeout(done, 60));
  expect(source.device.kind).toBe("keyboard");
  pad.axis(4, 1);
  await eventually(() => expect(source?.device.kind).toBe("pad"));
});

test("an unknown pad with an axis that rests at its end leaves the keyboard alone until it is moved", async () => {
  source = createInputSource({ sample: () => undefined, command: () => undefined, device: () => undefined });
  pad.connect(ODD, { axes: [0, 0, -1, 0, 0, 0], buttons: 12 });
  await eventually(() => expect(source?.device.kind).toBe("pad"));
  window.dispatchEvent(new KeyboardEvent("keydown", { code: "ArrowRight" }));
  await new Promise((done) => setTimeout(done, 200));
  expect(source.device.kind).toBe("keyboard");
  pad.axis(2, 0.5);
  await eventually(() => expect(source?.device.kind).toBe("pad"));
});

test("a stick that is let go after the keyboard took over is no move", async () => {
  source = createInputSource({ sample: () => undefined, command: () => undefined, device: () => undefined });
  pad.connect();
  pad.axis(0, 1);
  await eventually(() => expect(source?.device.kind).toBe("pad"));
  window.dispatchEvent(new KeyboardEvent("keydown", { code: "ArrowRight" }));
  pad.axis(0, 0);
  await new Promise((done) => setTimeout(done, 200));
  expect(source.device.kind).toBe("keyboard");
  pad.axis(0, 1);
  await eventually(() => expect(source?.device.kind).toBe("pad"));
});

test("prompts follow the profile as soon as there is one", async () => {
  let profile: PadProfile | null = null;
  const labels: (string | null | undefined)[] = [];
  source = createInputSource(
    {
      sample: () => undefined,
      command: () => undefined,
      device: (device) => labels.push(device.kind === "pad" ? device.pad.labels.buttons[9] : null),
    },
    () => profile,
  );
  pad.connect(ODD, { axes: [0, 0, 0, 0, -1, 0], buttons: 12 });
  await eventually(() => expect(labels).toEqual(["Button 10"]));
  profile = PROFILE;
  await eventually(() => expect(labels).toEqual(["Button 10", "Button 3"]));
});

test("of two pads the one that is used drives, but not into an open episode", async () => {
  const first = navigator.getGamepads;
  pad.connect();
  const second = { axes: [0, 0, 0, 0], buttons: Array.from({ length: 17 }, () => 0) };
  navigator.getGamepads = () => {
    const [one] = first();
    if (!one) return [null, null, null, null];
    const buttons = second.buttons.map((value) => ({ value, pressed: value > 0.5, touched: false }));
    return [one, Object.assign({}, one, { index: 1, id: "Second", axes: second.axes, buttons }), null, null];
  };
  const commands: string[] = [];
  source = createInputSource({
    sample: () => undefined,
    command: (command) => commands.push(command),
    device: () => undefined,
  });
  const driving = (): string => (source?.device.kind === "pad" ? source.device.pad.id : "");
  await eventually(() => expect(driving()).toContain("Xbox"));
  source.lock(true);
  second.buttons[9] = 1;
  await new Promise((done) => setTimeout(done, 200));
  expect(driving()).toContain("Xbox");
  source.lock(false);
  await eventually(() => expect(driving()).toBe("Second"));
  await new Promise((done) => setTimeout(done, 60));
  // The press that chose the pad is no command.
  expect(commands).toEqual([]);
});

test("Enter alone makes the keyboard the device, before it records; not in an open episode", () => {
  const heard: string[] = [];
  source = createInputSource({
    sample: () => undefined,
    command: (command) => heard.push(command),
    device: ({ kind }) => heard.push(kind),
  });
  source.lock(true);
  window.dispatchEvent(new KeyboardEvent("keydown", { code: "Enter" }));
  expect(source.device.kind).toBe("none");
  source.lock(false);
  window.dispatchEvent(new KeyboardEvent("keydown", { code: "Enter" }));
  expect(heard).toEqual(["startStop", "keyboard", "startStop"]);
});

test("a pad that is away for less than a display frame comes back", async () => {
  const unplugs: boolean[] = [];
  source = createInputSource({
    sample: () => undefined,
    command: () => undefined,
    device: (_device, unplugged) => unplugs.push(unplugged),
  });
  pad.connect();
  await eventually(() => expect(source?.device.kind).toBe("pad"));
  const there = navigator.getGamepads.bind(navigator);
  // One reading without it: gamepad.js, which looks once per frame, may see nothing of it.
  let away = 1;
  navigator.getGamepads = () => (away-- > 0 ? [null, null, null, null] : there());
  await eventually(() => expect(unplugs).toEqual([false, true, false]));
  expect(source.device.kind).toBe("pad");
});
