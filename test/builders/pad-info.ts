import { padLabels } from "../../src/renderer/input/pad-labels.ts";
import type { PadKind } from "../../src/renderer/input/pad-labels.ts";
import type { PadInfo } from "../../src/renderer/input/pad-presence.ts";
import type { PadProfile } from "../../src/shared/control/pad-profile.ts";

/** A pad at the first place, as a profile reads it. */
export function createPadInfo(id: string, kind: Partial<PadKind> = {}, profile: PadProfile | null = null): PadInfo {
  const full: PadKind = { id, standard: true, buttonCount: 17, ...kind };
  return { ...full, index: 0, labels: padLabels(full, profile) };
}
