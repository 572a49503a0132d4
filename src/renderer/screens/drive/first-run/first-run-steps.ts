import { RIGHT_TRIGGER } from "../../../../shared/control/pad-sample.ts";
import type { InputDevice } from "../../../input/input-source.ts";
import type { PadLabels } from "../../../input/pad-labels.ts";
import { commandGlyph } from "../command-button.tsx";

/** What a first-time driver does, in this order. */
export const FIRST_STEPS = ["device", "speed", "height", "record"] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];

export interface FirstStepText {
  readonly glyph: string;
  readonly text: string;
}

/** Without a pad, its name; on a pad that has nothing for it, the key. */
const triggerName = (labels: PadLabels | null): string =>
  labels === null ? "Right trigger" : (labels.buttons[RIGHT_TRIGGER] ?? "Space");

/** A step in the words of the device in hand. */
export function firstStepText(step: FirstStep, device: InputDevice): FirstStepText {
  const labels = device.kind === "pad" ? device.pad.labels : null;
  const keys = device.kind === "keyboard";
  switch (step) {
    case "device":
      return { glyph: "Any button", text: "on your gamepad, or an arrow key" };
    case "speed":
      return keys
        ? { glyph: "→", text: "hold it to hop forward" }
        : { glyph: labels?.towards[0] ?? "Left stick →", text: "push it to hop forward" };
    case "height":
      return keys
        ? { glyph: "Space", text: "hold it to hop higher" }
        : { glyph: triggerName(labels), text: "hold it to hop higher" };
    case "record":
      return {
        glyph: device.kind === "none" ? "Start" : commandGlyph("startStop", device),
        text: "records an episode; press it again to stop",
      };
  }
}

/** The steps that are done after what has happened since: nothing is taken back. */
export function doneAfter(
  done: ReadonlySet<FirstStep>,
  now: { readonly device: boolean; readonly stick: number; readonly trigger: number; readonly recording: boolean },
): ReadonlySet<FirstStep> {
  const next = new Set(done);
  if (now.device) next.add("device");
  if (now.device && Math.abs(now.stick) > 0.4) next.add("speed");
  if (now.device && now.trigger > 0.5) next.add("height");
  if (now.recording) next.add("record");
  return next.size === done.size ? done : next;
}
