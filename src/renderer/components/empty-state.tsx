import { Group, Text, ThemeIcon, Title } from "@mantine/core";
import type { JSX, ReactNode } from "react";
import classes from "./empty-state.module.css";

interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}

/** Nothing here yet: why, and the ways to change that. */
export function EmptyState({ icon, title, text, children }: EmptyStateProps): JSX.Element {
  return (
    <div className={classes.empty}>
      <ThemeIcon size={52} radius="xl" variant="light">
        {icon}
      </ThemeIcon>
      <Title order={2}>{title}</Title>
      <Text size="sm" c="dimmed" maw={440} ta="center">
        {text}
      </Text>
      <Group gap="xs" mt={6}>
        {children}
      </Group>
    </div>
  );
}
