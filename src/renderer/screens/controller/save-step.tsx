import { Text, TextInput } from "@mantine/core";
import type { JSX } from "react";
import { STANDARD_PROFILE } from "../../../shared/control/pad-profile.ts";
import type { PadProfile } from "../../../shared/control/pad-profile.ts";
import { padName } from "../../input/glyphs.ts";
import type { PadInfo } from "../../input/pad-presence.ts";

interface SaveStepProps {
  readonly pad: PadInfo;
  readonly profile: PadProfile;
  readonly onChange: (profile: PadProfile) => void;
}

/** How many of the bindings are not those of the standard layout. */
function countChanges(profile: PadProfile): number {
  const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);
  return (
    profile.axes.filter((one, index) => differs(one, STANDARD_PROFILE.axes[index])).length +
    profile.buttons.filter((one, index) => differs(one, STANDARD_PROFILE.buttons[index])).length
  );
}

/** What is about to be saved, and under which name. */
export function SaveStep({ pad, profile, onChange }: SaveStepProps): JSX.Element {
  const changes = countChanges(profile);
  return (
    <>
      <TextInput
        label="Name"
        description="Shown where you choose and see the pad."
        placeholder={padName(pad.id)}
        maxLength={100}
        maw={360}
        mb="md"
        value={profile.name}
        onChange={(event) => onChange({ ...profile, name: event.currentTarget.value })}
      />
      <Text size="sm">
        {changes === 0 ? "Standard layout" : `${changes} of 21 bindings differ from the standard layout`}, dead zone{" "}
        {profile.deadZone.toFixed(2)}, curve {profile.expo.toFixed(2)}.
      </Text>
      <Text size="sm" mt="sm" c="dimmed">
        Saved for every pad that calls itself “{pad.id}”. Its own dead zone and curve take the place of those in
        Settings.
      </Text>
    </>
  );
}
