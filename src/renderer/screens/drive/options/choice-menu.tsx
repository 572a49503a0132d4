import { Button, Menu, Text } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import type { JSX, ReactNode } from "react";
import classes from "./choice-menu.module.css";

export interface Choice {
  readonly key: string;
  readonly name: string;
  readonly note: string;
  /** cannot be chosen; the note says why */
  readonly disabled?: boolean;
}

interface ChoiceMenuProps {
  readonly title: string;
  /** what is chosen, on the button */
  readonly label: string;
  readonly icon: ReactNode;
  readonly choices: readonly Choice[];
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
  readonly loading?: boolean;
  readonly foot?: ReactNode;
  readonly testId: string;
}

/** One choice of a few, each with a line that explains it. */
export function ChoiceMenu({
  title,
  label,
  icon,
  choices,
  chosen,
  onChoose,
  loading = false,
  foot,
  testId,
}: ChoiceMenuProps): JSX.Element {
  return (
    <Menu position="bottom-start" width={400} shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          size="sm"
          radius="lg"
          // Beside the figures of the control loop.
          maw={{ base: 176, xl: 260 }}
          loading={loading}
          leftSection={icon}
          rightSection={<IconChevronDown size={14} />}
          aria-label={`${title}: ${label}`}
          data-testid={testId}
        >
          <Text span size="sm" fw={600} truncate>
            {label}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="70vh" style={{ overflowY: "auto" }}>
        <Menu.Label>{title}</Menu.Label>
        {choices.map(({ key, name, note, disabled: closed = false }) => (
          <Menu.Item
            key={key}
            disabled={closed}
            onClick={() => onChoose(key)}
            aria-current={key === chosen}
            data-testid={`${testId}-${key}`}
          >
            <span className={classes.row}>
              <span className={classes.mark}>{key === chosen && <IconCheck size={16} stroke={2.4} />}</span>
              <span>
                <span className={classes.name}>{name}</span>
                <span className={classes.note} style={{ display: "block" }}>
                  {note}
                </span>
              </span>
            </span>
          </Menu.Item>
        ))}
        {foot !== undefined && (
          <>
            <Menu.Divider />
            <div className={classes.foot}>{foot}</div>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
