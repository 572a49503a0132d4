import { Slider, Switch, Text } from "@mantine/core";
import type { JSX } from "react";
import type { PadProfile } from "../../../shared/control/pad-profile.ts";
import type { PadMonitor } from "../../input/pad-monitor.ts";
import classes from "./controller.module.css";
import { StickPlots } from "./stick-plots.tsx";

interface FeelStepProps {
  readonly monitor: PadMonitor;
  readonly profile: PadProfile;
  readonly onChange: (profile: PadProfile) => void;
}

const AXES = ["Left stick ↔", "Left stick ↕", "Right stick ↔", "Right stick ↕"];

/** Dead zone, response curve and inversion, with the sticks as they are understood. */
export function FeelStep({ monitor, profile, onChange }: FeelStepProps): JSX.Element {
  return (
    <>
      <Text size="sm" mb="md">
        Move both sticks: the ring is what the stick says, the dot what Pogo makes of it. Inside the dashed circle it is
        at rest.
      </Text>
      <StickPlots monitor={monitor} profile={profile} />
      <div className={classes.sliders}>
        <Text size="sm" fw={600} id="feel-dead-zone">
          Dead zone
        </Text>
        <Slider
          min={0}
          max={0.5}
          step={0.01}
          value={profile.deadZone}
          onChange={(deadZone) => onChange({ ...profile, deadZone })}
          label={null}
          thumbProps={{ "aria-labelledby": "feel-dead-zone" }}
        />
        <output>{profile.deadZone.toFixed(2)}</output>
        <Text size="sm" fw={600} id="feel-expo">
          Curve
        </Text>
        <Slider
          min={0}
          max={1}
          step={0.05}
          value={profile.expo}
          onChange={(expo) => onChange({ ...profile, expo })}
          label={null}
          thumbProps={{ "aria-labelledby": "feel-expo" }}
        />
        <output>{profile.expo.toFixed(2)}</output>
      </div>
      <Text size="xs" c="dimmed" mb="sm">
        Curve 0 is even; towards 1 the stick is finer around its middle, and still reaches full travel.
      </Text>
      <div className={classes.inversions} role="group" aria-label="Inverted axes">
        {AXES.map((name, axis) => (
          <Switch
            key={name}
            size="sm"
            label={`Invert ${name.toLowerCase()}`}
            checked={profile.axes[axis]?.invert === true}
            onChange={(event) => {
              const invert = event.currentTarget.checked;
              onChange({
                ...profile,
                axes: profile.axes.map((one, index) => (index === axis ? { ...one, invert } : one)),
              });
            }}
          />
        ))}
      </div>
    </>
  );
}
