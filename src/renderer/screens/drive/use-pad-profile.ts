import type { PadProfile } from "../../../shared/control/pad-profile.ts";
import { profileOf } from "../../../shared/ipc/pad-profiles.ts";
import type { PadProfiles } from "../../../shared/ipc/pad-profiles.ts";
import type { InputDevice } from "../../input/input-source.ts";
import { useSettings } from "../../state/app-state-context.tsx";

const NONE: PadProfiles = {};

/** How the driving pad is read: its profile, and whether nobody knows its layout. */
export function usePadProfile(device: InputDevice): { readonly profile: PadProfile | null; readonly unknown: boolean } {
  const profiles = useSettings(({ current }) => (current.status === "ready" ? current.value.padProfiles : null));
  const profile = device.kind === "pad" ? profileOf(profiles ?? NONE, device.pad.id) : null;
  // Until the settings are there, nobody is told that a pad is unknown.
  return {
    profile,
    unknown: profiles !== null && device.kind === "pad" && !device.pad.standard && profile === null,
  };
}
