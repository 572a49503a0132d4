import { STANDARD_PROFILE } from "../../../shared/control/pad-profile.ts";
import type { PadProfile } from "../../../shared/control/pad-profile.ts";
import { profileOf } from "../../../shared/ipc/pad-profiles.ts";
import type { Settings } from "../../../shared/ipc/settings.ts";
import { padName } from "../../input/glyphs.ts";
import type { PadInfo } from "../../input/pad-presence.ts";

/** In the order in which they are gone through: what a stick is has to be known before its rest is measured. */
export const WIZARD_STEPS = ["connect", "bind", "rest", "feel", "test", "save"] as const;
export type WizardStep = (typeof WIZARD_STEPS)[number];

export const STEP_NAMES: Readonly<Record<WizardStep, string>> = {
  connect: "Connect",
  rest: "At rest",
  bind: "Layout",
  feel: "Feel",
  test: "Test",
  save: "Save",
};

/** The step after or before another; null beyond the ends. */
export function stepBeside(step: WizardStep, by: 1 | -1): WizardStep | null {
  return WIZARD_STEPS[WIZARD_STEPS.indexOf(step) + by] ?? null;
}

/** Whether a pad's buttons mean what they should without any set-up. */
export function isKnown(pad: PadInfo, settings: Pick<Settings, "padProfiles">): boolean {
  return pad.standard || profileOf(settings.padProfiles, pad.id) !== null;
}

/** The profile of the same pad under the name that another browser gives it: Chromium's or Firefox's. */
export function relatedProfile(pad: PadInfo, { padProfiles }: Pick<Settings, "padProfiles">): PadProfile | null {
  const wanted = makerOf(pad.id);
  const found = wanted === null ? undefined : Object.entries(padProfiles).find(([id]) => makerOf(id) === wanted);
  return found?.[1] ?? null;
}

/** Vendor and product number. */
function makerOf(id: string): string | null {
  const match =
    /Vendor:\s*([0-9a-f]{4})\s+Product:\s*([0-9a-f]{4})/i.exec(id) ?? /^([0-9a-f]{1,4})-([0-9a-f]{1,4})-/i.exec(id);
  return match === null
    ? null
    : match
        .slice(1)
        .map((one) => one.toLowerCase().padStart(4, "0"))
        .join("-");
}

/**
 * What a pad's set-up begins with: its profile, or the standard layout. Name and feel are then those it has under another
 * name, or the ones set for all pads; another browser may number buttons otherwise, so the layout is not taken over.
 */
export function startingProfile(
  pad: PadInfo,
  settings: Pick<Settings, "padProfiles" | "deadZone" | "expo">,
): PadProfile {
  const own = profileOf(settings.padProfiles, pad.id);
  if (own !== null) return own;
  const { name, labels, deadZone, expo } = relatedProfile(pad, settings) ?? {
    ...settings,
    name: padName(pad.id),
    labels: undefined,
  };
  return { ...STANDARD_PROFILE, name, deadZone, expo, ...(labels === undefined ? {} : { labels }) };
}

/** Whether two profiles read a pad alike, under the same name. */
export function sameProfile(a: PadProfile, b: PadProfile): boolean {
  const parts = ({ name, labels, axes, buttons, deadZone, expo }: PadProfile): unknown => [
    [name, labels ?? null, deadZone, expo],
    axes.map(({ axis, invert }) => [axis, invert]),
    buttons.map((one) => {
      if (one?.from === "axis") return [one.index, one.rest, one.pressed];
      return one === null ? null : [one.from, one.index, one.from === "hat" ? one.at : null];
    }),
  ];
  return JSON.stringify(parts(a)) === JSON.stringify(parts(b));
}
