import { clamp } from "../base/math.ts";
import { readPad } from "./pad-sample.ts";
import type { PadSample } from "./pad-sample.ts";

/** Which physical axis drives a standard one, and whether it runs the other way. */
export interface AxisBinding {
  readonly axis: number;
  readonly invert: boolean;
}

/** What stands for a standard button: a button, an axis that leaves its rest, or one place of an eight-way hat. */
export type ButtonBinding =
  | { readonly from: "button"; readonly index: number }
  /** 0 at `rest`, 1 at `pressed`, even in between */
  | { readonly from: "axis"; readonly index: number; readonly rest: number; readonly pressed: number }
  /** a hat counts round from -1 (up) to 1 (up and left) in sevenths, and rests outside of that */
  | { readonly from: "hat"; readonly index: number; readonly at: number };

/** Families of pads by what is printed on their buttons. */
export const PAD_FAMILIES = ["xbox", "playstation", "nintendo", "generic"] as const;
export type PadFamily = (typeof PAD_FAMILIES)[number];

/** How one kind of pad is read, by the id that it gives itself. */
export interface PadProfile {
  /** what its owner calls it; empty: the pad's own name */
  readonly name: string;
  /** what is printed on it; absent: as its id tells */
  readonly labels?: PadFamily | undefined;
  /** left stick x, y, right stick x, y */
  readonly axes: readonly AxisBinding[];
  /** the 17 of the standard layout; null: nothing stands for it */
  readonly buttons: readonly (ButtonBinding | null)[];
  /** radius of the sticks' rest, as in StickOptions */
  readonly deadZone: number;
  readonly expo: number;
}

/** Where a mapped reading goes. */
export interface MappedPad {
  /** 4, in [-1, 1] */
  readonly axes: Float64Array;
  /** 17, in [0, 1] */
  readonly buttons: Float64Array;
}

export const STANDARD_AXES = 4;
export const STANDARD_BUTTONS = 17;
/** of a pad; what a profile may name */
export const MAX_PAD_AXES = 32;
export const MAX_PAD_BUTTONS = 64;

/** Places of a hat lie 2/7 apart; a diagonal presses both of its neighbours. */
const HAT_STEP = 2 / 7;
const HAT_TURN = 8 * HAT_STEP;
const HAT_REACH = HAT_STEP + 0.05;
/** beyond this a hat is let go */
const HAT_EDGE = 1.05;

/** The layout of the W3C standard gamepad, read as it comes. */
export const STANDARD_PROFILE: PadProfile = {
  name: "",
  axes: Array.from({ length: STANDARD_AXES }, (_item, axis) => ({ axis, invert: false })),
  buttons: Array.from({ length: STANDARD_BUTTONS }, (_item, index) => ({ from: "button", index })),
  deadZone: 0.1,
  expo: 0,
};

/**
 * Brings a raw reading into the standard layout: into `out`, without allocating, and without dead zone or curve, which
 * belong to the control law. What a pad does not have, or reports as nonsense, is 0.
 */
export function applyProfile(raw: PadSample, profile: PadProfile, out: MappedPad): void {
  for (let i = 0; i < STANDARD_AXES; i++) {
    const binding = profile.axes[i];
    const value = binding === undefined ? 0 : clamp(readPad(raw.axes, binding.axis), -1, 1);
    out.axes[i] = binding?.invert === true && value !== 0 ? -value : value;
  }
  for (let i = 0; i < STANDARD_BUTTONS; i++) out.buttons[i] = readBinding(raw, profile.buttons[i] ?? null);
}

/** The value of one binding in [0, 1]. */
export function readBinding(raw: PadSample, binding: ButtonBinding | null): number {
  if (binding === null) return 0;
  if (binding.from === "button") return clamp(readPad(raw.buttons, binding.index), 0, 1);
  if (binding.from === "hat") {
    const place = raw.axes[binding.index];
    // Nonsense is no place: 0 would be one.
    if (place === undefined || !(Math.abs(place) <= HAT_EDGE)) return 0;
    const apart = Math.abs(place - binding.at);
    return Math.min(apart, HAT_TURN - apart) <= HAT_REACH ? 1 : 0;
  }
  const value = raw.axes[binding.index];
  const travel = binding.pressed - binding.rest;
  // An axis that is not there, or has said nothing yet, is at rest: 0 would be half way in for a rest of -1.
  return value === undefined || !Number.isFinite(value) || travel === 0
    ? 0
    : clamp((value - binding.rest) / travel, 0, 1);
}
