// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ScriptedPad } from "../../../../bench/lib/scripted-pad.ts";
import { STANDARD_PROFILE } from "../../../../src/shared/control/pad-profile.ts";
import type { PadProfile } from "../../../../src/shared/control/pad-profile.ts";
import { createInputSource } from "../../../../src/renderer/input/input-source.ts";
import { createTestPad } from "../../../fakes/create-test-pad.ts";
import type { InputSource } from "../../../../src/renderer/input/input-source.ts";

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
  await vi.waitFor(() => expect(source?.device.kind).toBe("pad"), { timeout: 4000 });
  pad.axis(5, -0.5);
  pad.axis(4, 0);
  await vi.waitFor(() => expect([axes[0], trigger]).toEqual([0.5, 0.5]), { timeout: 4000 });
  expect(commands).toEqual([]);
  pad.button(2, 1);
  await vi.waitFor(() => expect(commands).toEqual(["startStop"]), { timeout: 4000 });
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
  await vi.waitFor(() => expect(source?.device.kind).toBe("pad"), { timeout: 4000 });
});
