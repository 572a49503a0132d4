import { Modal, Text, Title } from "@mantine/core";
import type { JSX, ReactNode } from "react";
import classes from "./help-modal.module.css";

/** One control: what it does, and by what. */
export interface HelpRow {
  readonly label: string;
  readonly pad: readonly string[];
  readonly keys: readonly string[];
}

export interface HelpGroup {
  readonly title: string;
  readonly note?: string;
  readonly rows: readonly HelpRow[];
}

interface HelpModalProps {
  readonly title: string;
  readonly groups: readonly HelpGroup[];
  /** whether any control has a place on a gamepad */
  readonly pad: boolean;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

function Keys({ keys }: { readonly keys: readonly string[] }): JSX.Element {
  return (
    <span className={classes.keys}>
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}

/** Controls in groups, by the pad's own labels and by keys. */
export function HelpModal({ title, groups, pad, opened, onClose, children }: HelpModalProps): JSX.Element {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={pad ? 980 : 620}
      // The key that opened it; while it is open, its keys reach nothing else.
      onKeyDown={(event) => {
        if (event.code === "KeyH" && !event.repeat) onClose();
      }}
    >
      <div className={classes.groups} data-testid="help-overlay" data-pad={pad}>
        {groups.map(({ title: name, note, rows }) => (
          <section key={name} className={classes.group} aria-label={name}>
            <Title order={3}>{name}</Title>
            {note !== undefined && (
              <Text size="xs" c="dimmed">
                {note}
              </Text>
            )}
            <table className={classes.table}>
              <thead className={classes.names}>
                <tr>
                  <th>What</th>
                  {pad && <th>Gamepad</th>}
                  <th>Keyboard and mouse</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.label}>
                    <td>{row.label}</td>
                    {pad && (
                      <td>
                        <Keys keys={row.pad} />
                      </td>
                    )}
                    <td>
                      <Keys keys={row.keys} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        ))}
      </div>
      {children}
    </Modal>
  );
}
