import { Text } from "@mantine/core";
import type { JSX, ReactNode } from "react";
import classes from "./settings.module.css";

interface SettingRowProps {
  readonly label: string;
  readonly doc: string;
  /** id of the control, for its label */
  readonly htmlFor?: string;
  readonly children: ReactNode;
}

/** One setting: its name and what it does, and its control. */
export function SettingRow({ label, doc, htmlFor, children }: SettingRowProps): JSX.Element {
  return (
    <div className={classes.row}>
      <div>
        <Text component="label" size="sm" fw={600} {...(htmlFor === undefined ? {} : { htmlFor })}>
          {label}
        </Text>
        <Text size="xs" c="dimmed">
          {doc}
        </Text>
      </div>
      <div className={classes.control}>{children}</div>
    </div>
  );
}
