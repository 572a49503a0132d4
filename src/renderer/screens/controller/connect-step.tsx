import { Alert, Badge, Text, UnstyledButton } from "@mantine/core";
import { IconDeviceGamepad2, IconPlugX } from "@tabler/icons-react";
import type { JSX } from "react";
import type { Settings } from "../../../shared/ipc/settings.ts";
import { profileOf } from "../../../shared/ipc/pad-profiles.ts";
import { padName } from "../../input/glyphs.ts";
import { padLabels } from "../../input/pad-labels.ts";
import type { PadInfo } from "../../input/pad-presence.ts";
import { relatedProfile } from "./wizard-state.ts";
import classes from "./controller.module.css";

interface ConnectStepProps {
  readonly pads: readonly PadInfo[];
  readonly pad: PadInfo | null;
  /** the one that was being set up, and was unplugged */
  readonly lost: PadInfo | null;
  readonly settings: Settings;
  readonly onChoose: (index: number) => void;
}

const FACE = [0, 1, 2, 3];
const UNKNOWN = "Unknown layout";

function whatIsKnown(pad: PadInfo, settings: Settings): string {
  const profile = profileOf(settings.padProfiles, pad.id);
  if (profile !== null) return `Profile “${profile.name === "" ? padName(pad.id) : profile.name}”`;
  return pad.standard ? "Standard layout" : UNKNOWN;
}

/** Which pad is set up. */
export function ConnectStep({ pads, pad, lost, settings, onChoose }: ConnectStepProps): JSX.Element {
  return (
    <>
      <Text size="sm" mb="md">
        {pads.length === 0
          ? "Connect a gamepad by cable or Bluetooth, then press any button on it: browsers show a pad only after that."
          : "Press any button on the pad you want to set up, or choose it here."}
      </Text>
      {lost !== null && (
        <Alert color="yellow" icon={<IconPlugX size={18} />} mb="md" title={`${padName(lost.id)} was unplugged`}>
          Plug it in again and press a button on it: the set-up goes on where you were.
        </Alert>
      )}
      {pads.length === 0 && (
        <div className={classes.waiting} role="status">
          <IconDeviceGamepad2 size={56} stroke={1.2} aria-hidden />
          <Text c="dimmed">Waiting for a button…</Text>
        </div>
      )}
      <div className={classes.pads} role="group" aria-label="Gamepads">
        {pads.map((one) => {
          const { buttons } = padLabels(one, profileOf(settings.padProfiles, one.id));
          const known = whatIsKnown(one, settings);
          return (
            <UnstyledButton
              key={one.index}
              className={classes.pad}
              aria-pressed={one.index === pad?.index}
              onClick={() => onChoose(one.index)}
            >
              <IconDeviceGamepad2 size={26} aria-hidden />
              <span>
                <Text component="span" fw={600} display="block">
                  {padName(one.id)}
                </Text>
                <Text component="span" size="xs" c="dimmed" className={classes.id} display="block">
                  {one.id}
                </Text>
              </span>
              <span className={classes.glyphs} aria-hidden>
                {(known === UNKNOWN ? [] : FACE)
                  .flatMap((button) => buttons[button] ?? [])
                  .map((label) => (
                    <kbd key={label}>{label}</kbd>
                  ))}
              </span>
              <Badge variant="light" color={known === UNKNOWN ? "yellow" : "mint"}>
                {known}
              </Badge>
            </UnstyledButton>
          );
        })}
      </div>
      {pad !== null && whatIsKnown(pad, settings) === UNKNOWN && (
        <Text size="sm" mt="md">
          The browser does not know this pad’s layout, so its buttons may be anywhere. Use keyboard or mouse until the
          next step has found them.
        </Text>
      )}
      {pad !== null && profileOf(settings.padProfiles, pad.id) === null && relatedProfile(pad, settings) !== null && (
        <Text size="sm" mt="md">
          A pad of this make has a profile under another name, as other browsers give it. Its name and feel are taken
          over; the layout begins anew.
        </Text>
      )}
    </>
  );
}
