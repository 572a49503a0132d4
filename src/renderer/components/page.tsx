import { Group, Stack, Text, Title } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { JSX, ReactNode } from "react";
import classes from "./page.module.css";

interface PageProps {
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  /** lets the content scroll by itself instead of with the page */
  readonly fixed?: boolean;
  readonly children: ReactNode;
}

/** A screen's frame: its heading, which takes the focus when the screen opens, its actions, its content. */
export function Page({ title, subtitle, actions, fixed = false, children }: PageProps): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Pogo`;
    heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <div className={fixed ? classes.fixed : classes.page}>
      <Group justify="space-between" align="flex-end" wrap="nowrap" className={classes.head}>
        <Stack gap={2}>
          <Title order={1} ref={heading} tabIndex={-1}>
            {title}
          </Title>
          <Text size="sm" c="dimmed" component="div">
            {subtitle}
          </Text>
        </Stack>
        <Group gap="xs" wrap="nowrap">
          {actions}
        </Group>
      </Group>
      {children}
    </div>
  );
}
