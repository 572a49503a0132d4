import { Text } from "@mantine/core";
import type { JSX, ReactNode } from "react";
import classes from "./stat.module.css";

interface StatProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly unit?: string;
  readonly title?: string;
}

/** One figure with its name and unit. */
export function Stat({ label, value, unit, title }: StatProps): JSX.Element {
  return (
    <div className={classes.stat} title={title}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value}>
        {value}
        {unit !== undefined && (
          <Text span size="xs" c="dimmed" ml={4} fw={500}>
            {unit}
          </Text>
        )}
      </dd>
    </div>
  );
}

/** A row of figures. */
export function Stats({ children }: { readonly children: ReactNode }): JSX.Element {
  return <dl className={classes.stats}>{children}</dl>;
}
