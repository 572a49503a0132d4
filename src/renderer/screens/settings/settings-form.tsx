import { SegmentedControl, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import type { JSX } from "react";
import { settingsSchema } from "../../../shared/ipc/settings.ts";
import type { Settings } from "../../../shared/ipc/settings.ts";
import { notifyFailure } from "../../components/notify-failure.ts";
import { Panel } from "../../components/panel.tsx";
import { useAppState, useDatasets } from "../../state/app-state-context.tsx";
import { valueOr } from "../../state/remote.ts";
import { NumberRow } from "./number-row.tsx";
import { DrivingPanel } from "./driving-panel.tsx";
import { SoundPanel } from "./sound-panel.tsx";
import { SettingRow } from "./setting-row.tsx";
import { SwitchRow } from "./switch-row.tsx";

const SCHEMES = [
  { value: "dark", label: "Dark" },
  { value: "light", label: "Light" },
  { value: "auto", label: "System" },
];

/** What the person can choose; stored at once. */
export function SettingsForm({ settings }: { readonly settings: Settings }): JSX.Element {
  const { settings: store } = useAppState();
  const datasets = valueOr(
    useDatasets((state) => state.list),
    [],
  );
  const [operator, setOperator] = useState<string | null>(null);
  const change = async (patch: Partial<Settings>): Promise<void> => {
    const failure = await store.getState().change(patch);
    if (failure !== null) notifyFailure(failure);
  };
  return (
    <>
      <Panel title="Appearance">
        <SettingRow label="Colours" doc="Dark suits a dark room; System follows the desktop.">
          <SegmentedControl
            aria-label="Colours"
            value={settings.colorScheme}
            data={SCHEMES}
            onChange={(value) => void change({ colorScheme: settingsSchema.shape.colorScheme.parse(value) })}
          />
        </SettingRow>
      </Panel>
      <Panel title="Recording">
        <SettingRow label="Operator" doc="Written into every episode you record." htmlFor="operator">
          <TextInput
            id="operator"
            w={200}
            placeholder="Your name"
            maxLength={200}
            value={operator ?? settings.operator}
            onChange={(event) => setOperator(event.currentTarget.value)}
            onBlur={() => {
              if (operator !== null && operator !== settings.operator) void change({ operator });
              setOperator(null);
            }}
          />
        </SettingRow>
        <SettingRow label="Dataset" doc="Where Drive records into." htmlFor="dataset">
          <Select
            id="dataset"
            w={200}
            placeholder="The first one"
            clearable
            value={settings.dataset === "" ? null : settings.dataset}
            data={datasets.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(value) => void change({ dataset: value ?? "" })}
          />
        </SettingRow>
        <NumberRow
          id="episode-seconds"
          label="Episode length"
          doc="Recording stops by itself after this; 0 is endless."
          value={settings.episodeSeconds}
          min={0}
          max={3600}
          step={1}
          decimals={1}
          suffix=" s"
          onChange={(episodeSeconds) => void change({ episodeSeconds })}
        />
        <NumberRow
          id="countdown-seconds"
          label="Countdown"
          doc="Time to get ready before an episode."
          value={settings.countdownSeconds}
          min={0}
          max={10}
          step={1}
          suffix=" s"
          onChange={(countdownSeconds) => void change({ countdownSeconds })}
        />
        <NumberRow
          id="target-episodes"
          label="Episodes to collect"
          doc="Drive counts towards it; 0 is no target."
          value={settings.targetEpisodes}
          min={0}
          max={100_000}
          step={5}
          onChange={(targetEpisodes) => void change({ targetEpisodes })}
        />
        <SwitchRow
          label="Next episode by itself"
          doc="Keeping one starts the countdown to the next."
          checked={settings.autoNext}
          onChange={(autoNext) => void change({ autoNext })}
        />
        <NumberRow
          id="noise"
          label="Noise on the torques (DART)"
          doc="Standard deviation, of a motor’s most; what you meant stays the label. 0 is none, from 0.2 on it falls often."
          value={settings.noise}
          min={0}
          max={0.5}
          step={0.01}
          decimals={2}
          onChange={(noise) => void change({ noise })}
        />
      </Panel>
      <DrivingPanel settings={settings} change={(patch) => void change(patch)} />
      <SoundPanel settings={settings} change={(patch) => void change(patch)} />
    </>
  );
}
