import { NumberInput } from "@mantine/core";
import { useState } from "react";
import type { JSX } from "react";
import { SettingRow } from "./setting-row.tsx";

interface NumberRowProps {
  readonly id: string;
  readonly label: string;
  readonly doc: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly suffix?: string;
  readonly decimals?: number;
  readonly onChange: (value: number) => void;
}

/** A setting that is a number: stored when it is whole: on leaving the field or by its arrows, not with every key. */
export function NumberRow({
  id,
  label,
  doc,
  value,
  min,
  max,
  step,
  suffix = "",
  decimals = 0,
  onChange,
}: NumberRowProps): JSX.Element {
  const [draft, setDraft] = useState<number | string | null>(null);
  const store = (): void => {
    if (typeof draft === "number" && draft >= min && draft <= max && draft !== value) onChange(draft);
    setDraft(null);
  };
  return (
    <SettingRow label={label} doc={doc} htmlFor={id}>
      <NumberInput
        id={id}
        w={140}
        value={draft ?? value}
        min={min}
        max={max}
        step={step}
        suffix={suffix}
        decimalScale={decimals}
        clampBehavior="blur"
        onChange={setDraft}
        onBlur={store}
        onKeyDown={(event) => {
          if (event.key === "Enter") store();
        }}
      />
    </SettingRow>
  );
}
