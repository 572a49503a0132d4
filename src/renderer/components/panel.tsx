import { Group, Title } from "@mantine/core";
import type { JSX, ReactNode } from "react";
import classes from "./panel.module.css";

interface PanelProps {
  readonly title?: string;
  readonly aside?: ReactNode;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A titled surface. */
export function Panel({ title, aside, className, children }: PanelProps): JSX.Element {
  return (
    <section className={className === undefined ? classes.panel : `${classes.panel} ${className}`} aria-label={title}>
      {title !== undefined && (
        <Group justify="space-between" mb={6} wrap="nowrap" mih={28}>
          <Title order={2}>{title}</Title>
          {aside}
        </Group>
      )}
      {children}
    </section>
  );
}
