import { Group, Input, SegmentedControl, Switch, Text, TextInput } from "@mantine/core";
import type { JSX } from "react";
import type { BcConfig } from "../../../shared/ipc/train-config.ts";
import type { ConfigDraft } from "../../state/train-form-store.ts";
import { docOf } from "./config-fields.ts";
import type { ConfigField } from "./config-fields.ts";
import classes from "./config-form.module.css";

interface ConfigInputProps {
  readonly field: ConfigField;
  readonly value: string | boolean;
  readonly error: string | undefined;
  readonly onChange: (patch: Partial<ConfigDraft>) => void;
}

/** One hyperparameter: name and line of doc on the left, its value on the right. */
export function ConfigInput({ field, value, error, onChange }: ConfigInputProps): JSX.Element {
  const id = `config-${field.key}`;
  return (
    <div className={classes.field}>
      <div className={classes.words}>
        <Input.Label htmlFor={id} id={`${id}-label`}>
          {field.label}
        </Input.Label>
        <Text size="xs" c="dimmed" id={`${id}-doc`}>
          {docOf(field.key)}
        </Text>
      </div>
      <Group justify="flex-end" wrap="nowrap" className={classes.control}>
        <Control
          id={id}
          field={field}
          value={value}
          error={error}
          onChange={(next) =>
            onChange({ [field.key]: next } satisfies Partial<Record<keyof BcConfig, string | boolean>>)
          }
        />
      </Group>
    </div>
  );
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
  if (field.choices !== undefined) {
    return (
      <SegmentedControl
        size="xs"
        aria-labelledby={`${id}-label`}
        data={[...field.choices]}
        value={value}
        onChange={onChange}
      />
    );
  }
  return (
    <TextInput
      id={id}
      size="xs"
      inputMode={field.input === "number" ? "decimal" : "text"}
      aria-describedby={`${id}-doc`}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
