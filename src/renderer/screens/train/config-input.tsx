import { ActionIcon, Group, Input, SegmentedControl, Switch, Text, TextInput, Tooltip } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import type { JSX } from "react";
import type { ConfigField } from "../../state/train-algorithms.ts";
import { choiceLabel, labelOf, rangeOf } from "./config-fields.ts";
import classes from "./config-form.module.css";

interface ConfigInputProps {
  readonly field: ConfigField;
  readonly value: string | boolean;
  readonly error: string | undefined;
  /** whether the value matters beside the others */
  readonly effective: boolean;
  readonly onChange: (value: string | boolean) => void;
}

/** One hyperparameter: name, line of doc and range on the left, its value on the right; a mark and a way back when changed. */
export function ConfigInput({ field, value, error, effective, onChange }: ConfigInputProps): JSX.Element {
  const id = `config-${field.key}`;
  const changed = value !== field.initial;
  const range = rangeOf(field);
  return (
    <div className={classes.field} data-changed={changed} data-idle={!effective}>
      <div className={classes.words}>
        <Group gap={4} wrap="nowrap" className={classes.label}>
          <Input.Label htmlFor={id} id={`${id}-label`}>
            {labelOf(field.key)}
          </Input.Label>
          {changed && (
            <Tooltip label={`Changed; the default is ${defaultText(field)}`}>
              <ActionIcon
                size={18}
                variant="subtle"
                aria-label={`Reset ${labelOf(field.key)} to ${defaultText(field)}`}
                onClick={() => onChange(field.initial)}
              >
                <IconArrowBackUp size={13} />
              </ActionIcon>
            </Tooltip>
          )}
        </Group>
        <Text size="xs" c="dimmed" id={`${id}-doc`}>
          {field.doc}
          {range !== "" && <span className={classes.range}>{range}</span>}
        </Text>
      </div>
      <div className={classes.control}>
        <Control id={id} field={field} value={value} error={error} onChange={onChange} />
      </div>
    </div>
  );
}

function defaultText({ kind, initial }: ConfigField): string {
  if (typeof initial === "boolean") return initial ? "on" : "off";
  return kind === "choice" ? choiceLabel(initial) : initial;
}

interface ControlProps {
  readonly id: string;
  readonly field: ConfigField;
  readonly value: string | boolean;
  readonly error: string | undefined;
  readonly onChange: (value: string | boolean) => void;
}

function Control({ id, field, value, error, onChange }: ControlProps): JSX.Element {
  if (typeof value === "boolean") {
    return (
      <Switch
        id={id}
        aria-describedby={`${id}-doc`}
        checked={value}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  }
  if (field.kind === "choice") {
    return (
      <SegmentedControl
        size="xs"
        fullWidth
        aria-labelledby={`${id}-label`}
        data={field.choices.map((choice) => ({ value: choice, label: choiceLabel(choice) }))}
        value={value}
        onChange={onChange}
      />
    );
  }
  return (
    <TextInput
      id={id}
      size="xs"
      inputMode={field.kind === "list" ? "text" : "decimal"}
      aria-describedby={`${id}-doc`}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
