import { ActionIcon, NumberInput, Popover, SegmentedControl, Switch, Tooltip } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { useId } from "react";
import type { JSX } from "react";
import { assertNever } from "../../../../shared/base/assert-never.ts";
import type { Settings } from "../../../../shared/ipc/settings.ts";
import { sessionChoices } from "./session-choices.ts";
import type { CountOption, FewOption, SessionOption, ToggleOption } from "./session-choices.ts";
import classes from "./session-options.module.css";
import { useChangeSettings } from "./use-change-settings.ts";

/** How the next episodes are made; stored at once, for every session. */
export function SessionOptions({ settings }: { readonly settings: Settings }): JSX.Element {
  return (
    // The focus goes in, so that Escape closes it and no key drives or opens the help behind it.
    <Popover position="bottom-start" width={360} shadow="md" trapFocus returnFocus withinPortal>
      <Tooltip label="Session options">
        <span>
          <Popover.Target>
            <ActionIcon
              variant="default"
              size={36}
              radius="lg"
              aria-label="Session options"
              data-testid="session-options"
            >
              <IconAdjustmentsHorizontal size={18} />
            </ActionIcon>
          </Popover.Target>
        </span>
      </Tooltip>
      <Popover.Dropdown className={classes.dropdown ?? ""} aria-label="Session options">
        <Options settings={settings} />
      </Popover.Dropdown>
    </Popover>
  );
}

type Change = (patch: Partial<Settings>) => void;

function Options({ settings }: { readonly settings: Settings }): JSX.Element {
  const change = useChangeSettings();
  return (
    <div className={classes.rows} data-testid="session-options-panel">
      {sessionChoices(settings).map((option) => (
        <Option key={option.key} option={option} change={change} />
      ))}
    </div>
  );
}

function Option({ option, change }: { readonly option: SessionOption; readonly change: Change }): JSX.Element {
  switch (option.kind) {
    case "toggle":
      return <Toggle option={option} change={change} />;
    case "few":
      return <Few option={option} change={change} />;
    case "count":
      return <Count option={option} change={change} />;
    default:
      return assertNever(option);
  }
}

function Few({ option, change }: { readonly option: FewOption; readonly change: Change }): JSX.Element {
  return (
    <div className={classes.row}>
      <span className={classes.label}>{option.label}</span>
      <SegmentedControl
        size="xs"
        aria-label={option.title}
        value={option.chosen}
        data={option.choices.map(({ key, name }) => ({ value: key, label: name }))}
        onChange={(key) => change(option.patch(key))}
      />
    </div>
  );
}

function Toggle({ option, change }: { readonly option: ToggleOption; readonly change: Change }): JSX.Element {
  const id = useId();
  return (
    <div className={classes.row}>
      <label htmlFor={id}>{option.label}</label>
      <Switch
        id={id}
        checked={option.checked}
        onChange={(event) => change(option.patch(event.currentTarget.checked))}
      />
      <p className={classes.note}>{option.note}</p>
    </div>
  );
}

function Count({ option, change }: { readonly option: CountOption; readonly change: Change }): JSX.Element {
  const id = useId();
  const { label, note, value, min, max, step, decimals, suffix } = option;
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
          if (typeof next === "number" && next >= min && next <= max && next !== value) change(option.patch(next));
        }}
      />
      {note !== null && <p className={classes.note}>{note}</p>}
    </div>
  );
}
