import { Radio } from "@mantine/core";
import { useId } from "react";
import type { JSX } from "react";
import { FOREIGN_FORMATS, FORMAT_WORDS } from "../../../../shared/dataset/foreign-formats.ts";
import type { ForeignFormat } from "../../../../shared/dataset/foreign-formats.ts";
import classes from "./transfer.module.css";

interface FormatCardsProps {
  readonly label: string;
  readonly value: ForeignFormat;
  readonly onChange: (format: ForeignFormat) => void;
}

/** The formats with what reads them. */
export function FormatCards({ label, value, onChange }: FormatCardsProps): JSX.Element {
  const id = useId();
  return (
    <Radio.Group
      aria-label={label}
      value={value}
      onChange={(next) => {
        const format = FOREIGN_FORMATS.find((one) => one === next);
        if (format !== undefined) onChange(format);
      }}
    >
      <div className={classes.formats}>
        {FOREIGN_FORMATS.map((format) => (
          <label key={format} htmlFor={`${id}-${format}`} className={classes.format} data-checked={format === value}>
            <Radio id={`${id}-${format}`} size="xs" value={format} aria-label={FORMAT_WORDS[format].label} />
            <span>
              <b>{FORMAT_WORDS[format].label}</b>
              <small>{FORMAT_WORDS[format].doc}</small>
            </span>
          </label>
        ))}
      </div>
    </Radio.Group>
  );
}
