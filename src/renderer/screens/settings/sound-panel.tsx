import { Text } from "@mantine/core";
import type { JSX } from "react";
import type { Settings } from "../../../shared/ipc/settings.ts";
import { Panel } from "../../components/panel.tsx";
import { hasWebAudio } from "../../drive/sound/sound-player.ts";
import { NumberRow } from "./number-row.tsx";
import { SwitchRow } from "./switch-row.tsx";

interface SoundPanelProps {
  readonly settings: Settings;
  readonly change: (patch: Partial<Settings>) => void;
}

/** What Drive lets hear. */
export function SoundPanel({ settings, change }: SoundPanelProps): JSX.Element {
  const { soundVolume, soundMuted } = settings;
  return (
    <Panel title="Sound">
      <SwitchRow
        label="Sound in Drive"
        doc="Landings, the motors, a lean near its limit, the countdown, the recording light; V in Drive."
        checked={!soundMuted}
        onChange={(on) => change({ soundMuted: !on })}
      />
      {!soundMuted && (
        <NumberRow
          id="sound-volume"
          label="Volume"
          doc="0 is silence."
          value={soundVolume}
          min={0}
          max={100}
          step={5}
          suffix=" %"
          onChange={(next) => change({ soundVolume: next })}
        />
      )}
      {!hasWebAudio() && (
        <Text size="xs" c="dimmed" mt="sm">
          This browser cannot make sounds (no Web Audio): Drive is silent here.
        </Text>
      )}
    </Panel>
  );
}
