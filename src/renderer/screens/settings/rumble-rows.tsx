import { Button, Text } from "@mantine/core";
import type { JSX } from "react";
import type { Settings } from "../../../shared/ipc/settings.ts";
import type { PadInfo } from "../../input/pad-presence.ts";
import { canShake, shakePad } from "../../input/shake.ts";
import { NumberRow } from "./number-row.tsx";
import { SwitchRow } from "./switch-row.tsx";

interface RumbleRowsProps {
  readonly pad: PadInfo;
  readonly settings: Settings;
  readonly change: (patch: Partial<Settings>) => void;
}

const TRY_OUT = { strong: 1, weak: 0.6, duration: 250 };

/** Whether, and how strongly, the pad in hand shakes; only where it can. */
export function RumbleRows({ pad, settings, change }: RumbleRowsProps): JSX.Element {
  const { rumble, rumbleStrength } = settings;
  if (!canShake(pad.index))
    return (
      <Text size="xs" c="dimmed" mt="sm">
        No rumble: this pad has no motors, or this browser does not reach them.
      </Text>
    );
  const tryOut = (): void =>
    shakePad(pad.index, {
      ...TRY_OUT,
      strong: TRY_OUT.strong * rumbleStrength,
      weak: TRY_OUT.weak * rumbleStrength,
    });
  return (
    <>
      <SwitchRow
        label="Rumble"
        doc="The pad shakes at touchdown, near the limit of lean and at a fall."
        checked={rumble}
        onChange={(next) => change({ rumble: next })}
      />
      {rumble && (
        <>
          <NumberRow
            id="rumble-strength"
            label="Strength"
            doc="Of every shake, in per cent of what the pad can."
            value={Math.round(rumbleStrength * 100)}
            min={5}
            max={100}
            step={5}
            suffix=" %"
            onChange={(percent) => change({ rumbleStrength: percent / 100 })}
          />
          <Button size="compact-sm" variant="default" mt="sm" onClick={tryOut}>
            Try the rumble
          </Button>
        </>
      )}
    </>
  );
}
