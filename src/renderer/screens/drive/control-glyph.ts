import { assertNever } from "../../../shared/base/assert-never.ts";
import { LEFT_TRIGGER, RIGHT_TRIGGER } from "../../../shared/control/pad-sample.ts";
import { DRIVE_KEYS } from "../../input/bindings.ts";
import { keyGlyph } from "../../input/glyphs.ts";
import type { PadLabels } from "../../input/pad-labels.ts";
import type { Control } from "./level-guide.ts";

const AXES = { "left-x": 0, "left-y": 1, "right-x": 2, "right-y": 3 } as const;

/** What a control is called on a pad; null: the pad has none. */
export function controlGlyph(control: Control, { axes, buttons }: PadLabels): string | null {
  switch (control) {
    case "left-x":
    case "left-y":
    case "right-x":
    case "right-y":
      return axes[AXES[control]] ?? null;
    case "left-trigger":
      return buttons[LEFT_TRIGGER] ?? null;
    case "right-trigger":
      return buttons[RIGHT_TRIGGER] ?? null;
    default:
      return assertNever(control);
  }
}

/** The keys that move a control, the first of each direction. */
export function controlKeys(control: Control): readonly string[] {
  const { less, more } = DRIVE_KEYS[control];
  return [less[0], more[0]].flatMap((key) => key ?? []).map(keyGlyph);
}
