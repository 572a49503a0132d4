import { STANDARD_PROFILE } from "../../shared/control/pad-profile.ts";
import type { AxisBinding, ButtonBinding, PadFamily, PadProfile } from "../../shared/control/pad-profile.ts";
import { buttonGlyph, padFamily } from "./glyphs.ts";

/** What a person finds on the pad in hand, by what Pogo listens to. */
export interface PadLabels {
  /** for each button of the standard layout what to press; null: this pad has nothing that stands for it */
  readonly buttons: readonly (string | null)[];
  /** for each axis of the standard layout what moves it */
  readonly axes: readonly string[];
  /** the same, with the way that makes it larger */
  readonly towards: readonly string[];
}

/** What is known of a pad before anybody set it up. */
export interface PadKind {
  readonly id: string;
  /** the browser brings it into the standard layout */
  readonly standard: boolean;
  readonly buttonCount: number;
}

const STICKS = ["Left stick", "Right stick"] as const;
const TRIGGERS: Readonly<Record<number, string>> = { 6: "Left trigger", 7: "Right trigger" };
const CROSS = { first: 12, last: 15 } as const;

const isCross = (button: number): boolean => button >= CROSS.first && button <= CROSS.last;
const stickOf = (axis: number): string | undefined => STICKS[Math.floor(axis / 2)];
const wayOf = (axis: number, more: boolean): string => (axis % 2 === 0 ? (more ? "→" : "←") : more ? "↓" : "↑");

/** In the browser's standard layout every place has its printed label, so what stands for a button can be named. */
function standardLabel(binding: ButtonBinding, family: PadFamily): string {
  if (binding.from === "button") return buttonGlyph(family, binding.index);
  const stick = stickOf(binding.index);
  if (stick === undefined || binding.from === "hat") return `Axis ${binding.index + 1}`;
  return `${stick} ${wayOf(binding.index, binding.pressed > binding.rest)}`;
}

/**
 * Elsewhere only the number is sure. Where the maker is known, the set-up has asked for each button by its printed
 * label, and what was pressed then is that button.
 */
function oddLabel(binding: ButtonBinding, button: number, family: PadFamily, asked: boolean): string {
  if (asked && (family !== "generic" || isCross(button))) return buttonGlyph(family, button);
  if (binding.from === "button") return `Button ${binding.index + 1}`;
  return (asked ? TRIGGERS[button] : undefined) ?? `Axis ${binding.index + 1}`;
}

/** An axis of the standard layout in the words of the pad; of one with a layout of its own, as the set-up asked. */
function axisLabel(axis: number, binding: AxisBinding | undefined, standard: boolean): readonly [string, string] {
  const physical = standard && binding !== undefined && stickOf(binding.axis) !== undefined ? binding.axis : axis;
  const stick = stickOf(physical) ?? STICKS[0];
  const more = !(standard && binding?.invert === true);
  return [`${stick} ${physical % 2 === 0 ? "↔" : "↕"}`, `${stick} ${wayOf(physical, more)}`];
}

/** What to press and push on a pad that is read by a profile; null: it has none. */
export function padLabels({ id, standard, buttonCount }: PadKind, profile: PadProfile | null): PadLabels {
  const family = profile?.labels ?? padFamily(id);
  const { buttons, axes } = profile ?? STANDARD_PROFILE;
  const names = STANDARD_PROFILE.axes.map((_one, axis) => axisLabel(axis, axes[axis], standard));
  return {
    buttons: buttons.map((binding, button) => {
      if (binding === null || (binding.from === "button" && binding.index >= buttonCount)) return null;
      return standard ? standardLabel(binding, family) : oddLabel(binding, button, family, profile !== null);
    }),
    axes: names.map(([name]) => name),
    towards: names.map(([, way]) => way),
  };
}

/** As on an Xbox pad: for those who have none yet. */
export const XBOX_LABELS: PadLabels = padLabels({ id: "xbox", standard: true, buttonCount: 17 }, null);
