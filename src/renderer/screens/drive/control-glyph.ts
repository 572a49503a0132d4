import { assertNever } from "../../../shared/base/assert-never.ts";
import { DRIVE_KEYS } from "../../input/bindings.ts";
import { buttonGlyph, keyGlyph } from "../../input/glyphs.ts";
import type { PadFamily } from "../../input/glyphs.ts";
import type { Control } from "./level-guide.ts";

const LEFT_TRIGGER = 6;
const RIGHT_TRIGGER = 7;

/** What a control is called on a pad. */
export function controlGlyph(control: Control, family: PadFamily): string {
  switch (control) {
    case "left-x":
      return "Left stick ↔";
    case "left-y":
      return "Left stick ↕";
    case "right-x":
      return "Right stick ↔";
    case "right-y":
      return "Right stick ↕";
    case "left-trigger":
      return buttonGlyph(family, LEFT_TRIGGER);
    case "right-trigger":
      return buttonGlyph(family, RIGHT_TRIGGER);
    default:
      return assertNever(control);
  }
}

/** The keys that move a control, the first of each direction. */
export function controlKeys(control: Control): readonly string[] {
  const { less, more } = DRIVE_KEYS[control];
  return [less[0], more[0]].flatMap((key) => key ?? []).map(keyGlyph);
}
