import type { PadProfile } from "../../../shared/control/pad-profile.ts";
import { padLabels } from "../../input/pad-labels.ts";
import type { PadKind } from "../../input/pad-labels.ts";
import type { BindTarget } from "./bind-targets.ts";

/** Which part of a pad stands for something. */
interface Source {
  readonly from: "axis" | "button";
  readonly index: number;
  /** a half of an axis, or a place of a hat; null: all of it */
  readonly part: number | null;
}

/** an axis that rests further out than this has one half only */
const ONE_SIDED = 0.5;

function sourceOf(profile: PadProfile, { kind, index }: BindTarget, pad: PadKind): Source | null {
  if (kind === "axis") {
    const axis = profile.axes[index]?.axis;
    return axis === undefined ? null : { from: "axis", index: axis, part: null };
  }
  const binding = profile.buttons[index] ?? null;
  if (binding === null) return null;
  if (binding.from === "button")
    return binding.index < pad.buttonCount ? { from: "button", index: binding.index, part: null } : null;
  if (binding.from === "hat") return { from: "axis", index: binding.index, part: Math.round(binding.at * 100) };
  const half = Math.sign(binding.pressed - binding.rest);
  return { from: "axis", index: binding.index, part: Math.abs(binding.rest) > ONE_SIDED ? null : half };
}

/** What stands for a target now, in words: by what is printed there where that is known, else by number from 1. */
export function describeBinding(profile: PadProfile, target: BindTarget, pad: PadKind): string {
  const { kind, index } = target;
  const source = sourceOf(profile, target, pad);
  if (source === null) return "nothing";
  const inverted = kind === "axis" && profile.axes[index]?.invert === true ? ", inverted" : "";
  if (pad.standard) {
    const labels = padLabels(pad, profile);
    return `${(kind === "axis" ? labels.axes : labels.buttons)[index] ?? "nothing"}${inverted}`;
  }
  if (source.from === "button") return `button ${source.index + 1}`;
  const half = source.part === 1 ? " +" : source.part === -1 ? " −" : "";
  const isHat = kind === "button" && profile.buttons[index]?.from === "hat";
  return isHat ? `hat on axis ${source.index + 1}` : `axis ${source.index + 1}${half}${inverted}`;
}

/** Targets that share what stands for them with another: pressing it would mean both. */
export function sharedTargets(profile: PadProfile, targets: readonly BindTarget[], pad: PadKind): ReadonlySet<number> {
  const sources = targets.map((target) => sourceOf(profile, target, pad));
  const clash = (a: Source | null, b: Source | null): boolean =>
    a !== null &&
    b !== null &&
    a.from === b.from &&
    a.index === b.index &&
    (a.part === null || b.part === null || a.part === b.part);
  return new Set(
    sources.flatMap((one, index) => (sources.some((other, at) => at !== index && clash(one, other)) ? [index] : [])),
  );
}
