import { RIGHT_TRIGGER } from "../../../../shared/control/pad-sample.ts";
import type { InputDevice } from "../../../input/input-source.ts";
import type { PadLabels } from "../../../input/pad-labels.ts";
import { commandGlyph } from "../command-button.tsx";

/** What a first-time driver does, in this order. */
export const FIRST_STEPS = ["device", "speed", "height", "record"] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];

export interface FirstStepText {
  /** any of these does it */
  readonly glyphs: readonly string[];
  readonly text: string;
}

/** What does a step: on a pad that has nothing for it, the key; as long as nothing is in hand, either. */
function whatDoes(
  device: InputDevice,
  onPad: (labels: PadLabels) => string | null | undefined,
  name: string,
  key: string,
): readonly string[] {
  if (device.kind === "none") return [name, key];
  return [device.kind === "pad" ? (onPad(device.pad.labels) ?? key) : key];
}

/** A step in the words of the device in hand. */
export function firstStepText(step: FirstStep, device: InputDevice): FirstStepText {
  switch (step) {
    case "device":
      return { glyphs: ["Any button", "→"], text: "takes hold" };
    case "speed":
      return {
        glyphs: whatDoes(device, (labels) => labels.towards[0], "Left stick →", "→"),
        text: "hops forward",
      };
    case "height":
      return {
        glyphs: whatDoes(device, (labels) => labels.buttons[RIGHT_TRIGGER], "Right trigger", "Space"),
        text: "hops higher",
      };
    case "record":
      return {
        glyphs: whatDoes(device, () => commandGlyph("startStop", device), "Menu", "Enter"),
        text: "records, and stops",
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
