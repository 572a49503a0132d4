import type { PadProfile } from "../../../shared/control/pad-profile.ts";
import { BINDINGS, COMMANDS } from "../../input/bindings.ts";
import type { BindKind, BindResult } from "../../input/bind-detector.ts";
import { buttonGlyph } from "../../input/glyphs.ts";
import type { PadFamily } from "../../input/glyphs.ts";

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
      return [{ kind: "button" as const, index: button, name: label, glyph, ask: `Press ${glyph}, and let go.` }];
    }),
  ];
}

/** The profile with an answer taken in. */
export function bind(profile: PadProfile, target: BindTarget, result: BindResult): PadProfile {
  if (result.kind === "axis")
    return { ...profile, axes: profile.axes.map((old, index) => (index === target.index ? result.binding : old)) };
  return {
    ...profile,
    buttons: profile.buttons.map((old, index) => (index === target.index ? result.binding : old)),
  };
}

/** What stands for a target now, in words. */
export function describeBinding(profile: PadProfile, { kind, index }: BindTarget): string {
  if (kind === "axis") {
    const binding = profile.axes[index];
    return binding === undefined ? "nothing" : `axis ${binding.axis}${binding.invert ? ", inverted" : ""}`;
  }
  const binding = profile.buttons[index] ?? null;
  if (binding === null) return "nothing";
  if (binding.from === "button") return `button ${binding.index}`;
  return binding.from === "axis" ? `axis ${binding.index}` : `hat ${binding.index}, at ${binding.at.toFixed(2)}`;
}

/** Targets that share what stands for them with another: pressing it would mean both. */
export function sharedTargets(profile: PadProfile, targets: readonly BindTarget[]): ReadonlySet<number> {
  const words = targets.map((target) => describeBinding(profile, target).replace(", inverted", ""));
  return new Set(
    words.flatMap((word, index) =>
      word !== "nothing" && words.indexOf(word) !== words.lastIndexOf(word) ? [index] : [],
    ),
  );
}
