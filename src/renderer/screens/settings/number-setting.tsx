import { NumberInput } from "@mantine/core";
import { useState } from "react";
import type { JSX } from "react";

interface NumberSettingProps {
  readonly id: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly suffix?: string;
  readonly decimals?: number;
  readonly onChange: (value: number) => void;
}

/** A number that is stored when it is whole: on leaving the field or by its arrows, not with every key. */
export function NumberSetting({
  id,
  value,
  min,
  max,
  step,
  suffix = "",
  decimals = 0,
  onChange,
}: NumberSettingProps): JSX.Element {
  const [draft, setDraft] = useState<number | string | null>(null);
  const store = (): void => {
    if (typeof draft === "number" && draft >= min && draft <= max && draft !== value) onChange(draft);
    setDraft(null);
  };
  return (
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
  );
}
