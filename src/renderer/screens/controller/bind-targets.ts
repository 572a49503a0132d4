import type { ButtonBinding, PadFamily, PadProfile } from "../../../shared/control/pad-profile.ts";
import { BINDINGS, COMMANDS } from "../../input/bindings.ts";
import type { BindKind, BindResult } from "../../input/bind-detector.ts";
import { buttonGlyph } from "../../input/glyphs.ts";

/** One question of press-to-bind. */
export interface BindTarget {
  readonly kind: BindKind;
  /** of the standard layout */
  readonly index: number;
  /** short, for the list */
  readonly name: string;
  /** what is printed on it; empty for sticks */
  readonly glyph: string;
  /** what to do with the hand */
  readonly ask: string;
}

const AXES: readonly (readonly [string, string])[] = [
  ["Left stick ↔", "Push the left stick to the right, and let go."],
  ["Left stick ↕", "Pull the left stick down, towards you, and let go."],
  ["Right stick ↔", "Push the right stick to the right, and let go."],
  ["Right stick ↕", "Pull the right stick down, towards you, and let go."],
];
const TRIGGERS: readonly (readonly [number, string])[] = [
  [6, "Left trigger"],
  [7, "Right trigger"],
];
/** Where a button is, for hands that find another label on it, or none. */
const PLACES: Readonly<Record<number, string>> = {
  0: "the lowest of the four under the right thumb",
  1: "the right one of the four under the right thumb",
  2: "the left one of the four under the right thumb",
  3: "the highest of the four under the right thumb",
  4: "the left shoulder button, above the trigger",
  5: "the right shoulder button, above the trigger",
  8: "the small button left of the middle",
  9: "the small button right of the middle",
  10: "the left stick itself, pushed in",
  11: "the right stick itself, pushed in",
  12: "up on the cross",
  13: "down on the cross",
  14: "left on the cross",
  15: "right on the cross",
  16: "the maker’s button in the middle",
};

const isCross = (button: number): boolean => button >= 12 && button <= 15;

function askFor(button: number, glyph: string, family: PadFamily): string {
  const place = PLACES[button];
  if (place === undefined) return `Press ${glyph}, and let go.`;
  return family === "generic" || isCross(button)
    ? `Press ${place}, and let go.`
    : `Press ${glyph}, ${place}, and let go.`;
}

/** What Pogo listens to, sticks and triggers first; the names are those printed on the pad. */
export function bindTargets(family: PadFamily): readonly BindTarget[] {
  return [
    ...AXES.map(([name, ask], index) => ({ kind: "axis" as const, index, name, glyph: "", ask })),
    ...TRIGGERS.map(([index, name]) => ({
      kind: "button" as const,
      index,
      name,
      glyph: buttonGlyph(family, index),
      ask: `Squeeze the ${name.toLowerCase()} all the way, and let go.`,
    })),
    ...COMMANDS.flatMap((command) => {
      const { button, label } = BINDINGS[command];
      if (button === null) return [];
      const glyph = buttonGlyph(family, button);
      return [{ kind: "button" as const, index: button, name: label, glyph, ask: askFor(button, glyph, family) }];
    }),
  ];
}

/**
 * The profile with an answer taken in. What stood for another target that nobody has answered yet (`free`) goes to that one
 * in exchange, so that no press means two things.
 */
export function bind(
  profile: PadProfile,
  target: BindTarget,
  result: BindResult,
  free: (button: number) => boolean = () => false,
): PadProfile {
  if (result.kind === "axis")
    return { ...profile, axes: profile.axes.map((old, index) => (index === target.index ? result.binding : old)) };
  const before = profile.buttons[target.index] ?? null;
  return {
    ...profile,
    buttons: profile.buttons.map((old, index) => {
      if (index === target.index) return result.binding;
      return free(index) && isSame(old, result.binding) ? before : old;
    }),
  };
}

function isSame(a: ButtonBinding | null, b: ButtonBinding): boolean {
  if (a === null || a.from !== b.from || a.index !== b.index) return false;
  return a.from !== "hat" || b.from !== "hat" || a.at === b.at;
}

/** The profile with nothing standing for a button any more; sticks keep what they have. */
export function unbind(profile: PadProfile, { kind, index }: BindTarget): PadProfile {
  if (kind === "axis") return profile;
  return { ...profile, buttons: profile.buttons.map((old, button) => (button === index ? null : old)) };
}
