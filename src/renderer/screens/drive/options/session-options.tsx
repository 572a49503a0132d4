import { ActionIcon, NumberInput, Popover, SegmentedControl, Switch, Tooltip } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { useId } from "react";
import type { JSX, ReactNode } from "react";
import type { Settings } from "../../../../shared/ipc/settings.ts";
import classes from "./session-options.module.css";
import { useChangeSettings } from "./use-change-settings.ts";

/** s of a timed episode where it was endless before */
const USUAL_SECONDS = 8;
/** standard deviation where there was none before: recoveries, without a fall each time */
const USUAL_NOISE = 0.05;
const COUNTDOWNS = [0, 1, 3, 5];

/** How the next episodes are made; stored at once, for every session. */
export function SessionOptions({
  settings,
  disabled,
}: {
  readonly settings: Settings;
  readonly disabled: boolean;
}): JSX.Element {
  return (
    <Popover position="bottom-start" width={360} shadow="md" disabled={disabled} withinPortal>
      <Popover.Target>
        <Tooltip label="Session options">
          <ActionIcon
            variant="default"
            size={36}
            radius="lg"
            disabled={disabled}
            aria-label="Session options"
            data-testid="session-options"
          >
            <IconAdjustmentsHorizontal size={18} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Options settings={settings} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Options({ settings }: { readonly settings: Settings }): JSX.Element {
  const change = useChangeSettings();
  const { episodeSeconds, countdownSeconds, autoNext, targetEpisodes, autoSlow, noise } = settings;
  const timed = episodeSeconds > 0;
  const countdowns = COUNTDOWNS.includes(countdownSeconds)
    ? COUNTDOWNS
    : [...COUNTDOWNS, countdownSeconds].sort((a, b) => a - b);
  return (
    <div className={classes.rows} data-testid="session-options-panel">
      <div className={classes.row}>
        <span className={classes.label}>Episode</span>
        <SegmentedControl
          size="xs"
          aria-label="Length of an episode"
          value={timed ? "timed" : "endless"}
          data={[
            { value: "timed", label: "Timed" },
            { value: "endless", label: "Endless" },
          ]}
          onChange={(value) => change({ episodeSeconds: value === "timed" ? USUAL_SECONDS : 0 })}
        />
      </div>
      {timed && (
        <Count
          label="Length"
          value={episodeSeconds}
          min={1}
          max={3600}
          suffix=" s"
          onChange={(value) => change({ episodeSeconds: value })}
        />
      )}
      <div className={classes.row}>
        <span className={classes.label}>Countdown</span>
        <SegmentedControl
          size="xs"
          aria-label="Countdown"
          value={String(countdownSeconds)}
          data={countdowns.map((value) => ({ value: String(value), label: value === 0 ? "None" : `${value} s` }))}
          onChange={(value) => change({ countdownSeconds: Number(value) })}
        />
      </div>
      <Count
        label="Episodes to collect"
        value={targetEpisodes}
        min={0}
        max={100_000}
        note={targetEpisodes === 0 ? "0: no target" : null}
        onChange={(value) => change({ targetEpisodes: value })}
      />
      <Toggle
        label="Next episode by itself"
        note="Keeping one starts the countdown to the next."
        checked={autoNext}
        onChange={(checked) => change({ autoNext: checked })}
      />
      <Toggle
        label="Slow motion near a fall"
        note="At hop, joints and torque, time runs at a quarter while a fall is near."
        checked={autoSlow}
        onChange={(checked) => change({ autoSlow: checked })}
      />
      <Toggle
        label="Noise on the torques (DART)"
        note="Shakes what is executed and stores what you meant as the label, so that a policy also learns the way back."
        checked={noise > 0}
        onChange={(checked) => change({ noise: checked ? USUAL_NOISE : 0 })}
      />
      {noise > 0 && (
        <Count
          label="Standard deviation σ"
          value={noise}
          min={0.01}
          max={0.5}
          step={0.01}
          decimals={2}
          note="Of a motor's most. From about 0.2 on it falls often."
          onChange={(value) => change({ noise: value })}
        />
      )}
    </div>
  );
}

function Toggle({
  label,
  note,
  checked,
  onChange,
}: {
  readonly label: string;
  readonly note: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}): JSX.Element {
  const id = useId();
  return (
    <div className={classes.row}>
      <label htmlFor={id}>{label}</label>
      <Switch id={id} checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <p className={classes.note}>{note}</p>
    </div>
  );
}

interface CountProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly decimals?: number;
  readonly suffix?: string;
  readonly note?: string | null;
  readonly onChange: (value: number) => void;
}

function Count({
  label,
  value,
  min,
  max,
  step = 1,
  decimals = 0,
  suffix = "",
  note = null,
  onChange,
}: CountProps): JSX.Element {
  const id = useId();
  return (
    <div className={classes.row}>
      <label htmlFor={id}>{label}</label>
      <NumberInput
        id={id}
        size="xs"
        w={96}
        value={value}
        min={min}
        max={max}
        step={step}
        decimalScale={decimals}
        suffix={suffix}
        allowNegative={false}
        clampBehavior="strict"
        onChange={(next) => {
          if (typeof next === "number" && next >= min && next <= max && next !== value) onChange(next);
        }}
      />
      {note !== null && <p className={classes.note}>{note}</p>}
    </div>
  );
}
