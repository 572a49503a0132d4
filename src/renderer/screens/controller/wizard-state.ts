import { STANDARD_PROFILE } from "../../../shared/control/pad-profile.ts";
import type { PadProfile } from "../../../shared/control/pad-profile.ts";
import { profileOf } from "../../../shared/ipc/pad-profiles.ts";
import type { Settings } from "../../../shared/ipc/settings.ts";
import { padName } from "../../input/glyphs.ts";
import type { PadInfo } from "../../input/pad-presence.ts";

/** In the order in which they are gone through. */
export const WIZARD_STEPS = ["connect", "rest", "bind", "feel", "test", "save"] as const;
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

/** What a pad's set-up begins with: its profile, or the standard layout with the sticks as they are set for all pads. */
export function startingProfile(
  pad: PadInfo,
  settings: Pick<Settings, "padProfiles" | "deadZone" | "expo">,
): PadProfile {
  const { deadZone, expo } = settings;
  return profileOf(settings.padProfiles, pad.id) ?? { ...STANDARD_PROFILE, name: padName(pad.id), deadZone, expo };
}
