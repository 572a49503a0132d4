import { SegmentedControl } from "@mantine/core";
import type { JSX } from "react";
import { settingsSchema } from "../../../shared/ipc/settings.ts";
import type { Settings } from "../../../shared/ipc/settings.ts";
import { Panel } from "../../components/panel.tsx";
import { NumberRow } from "./number-row.tsx";
import { SettingRow } from "./setting-row.tsx";
import { SwitchRow } from "./switch-row.tsx";

interface DrivingPanelProps {
  readonly settings: Settings;
  readonly change: (patch: Partial<Settings>) => void;
}

const LEVELS = [
  { value: "cruise", label: "Cruise" },
  { value: "hop", label: "Hop" },
  { value: "joints", label: "Joints" },
  { value: "torque", label: "Torque" },
];

/** How the hopper is driven, by any device. */
export function DrivingPanel({ settings, change }: DrivingPanelProps): JSX.Element {
  return (
    <Panel title="Driving">
      <SettingRow
        label="Level of help"
        doc="From the controller keeping the balance to bare torques; stored with every step."
      >
        <SegmentedControl
          aria-label="Level of help"
          value={settings.level}
          data={LEVELS}
          onChange={(value) => change({ level: settingsSchema.shape.level.parse(value) })}
        />
      </SettingRow>
      <SwitchRow
        label="Slow motion near a fall"
        doc="At hop, joints and torque, time runs at a quarter while a fall is near."
        checked={settings.autoSlow}
        onChange={(autoSlow) => change({ autoSlow })}
      />
      <NumberRow
        id="dead-zone"
        label="Dead zone"
        doc="How far a stick may rest from its centre and still count as still; round, 0 to 0.5. A pad’s profile has its own."
        value={settings.deadZone}
        min={0}
        max={0.5}
        step={0.01}
        decimals={2}
        onChange={(deadZone) => change({ deadZone })}
      />
      <NumberRow
        id="expo"
        label="Response curve"
        doc="0 is even; towards 1 the sticks are finer around the middle. A pad’s profile has its own."
        value={settings.expo}
        min={0}
        max={1}
        step={0.05}
        decimals={2}
        onChange={(expo) => change({ expo })}
      />
    </Panel>
  );
}
