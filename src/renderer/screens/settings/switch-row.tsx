import { Switch } from "@mantine/core";
import { useId } from "react";
import type { JSX } from "react";
import { SettingRow } from "./setting-row.tsx";

interface SwitchRowProps {
  readonly label: string;
  readonly doc: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A setting that is on or off. */
export function SwitchRow({ label, doc, checked, onChange }: SwitchRowProps): JSX.Element {
  const id = useId();
  return (
    <SettingRow label={label} doc={doc} htmlFor={id}>
      <Switch id={id} checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
    </SettingRow>
  );
}
