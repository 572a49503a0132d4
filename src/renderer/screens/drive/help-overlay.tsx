import { Modal, Table, Text } from "@mantine/core";
import type { JSX } from "react";
import { BINDINGS, COMMANDS, DRIVE_KEYS } from "../../input/bindings.ts";
import { buttonGlyph, keyGlyph, padFamily } from "../../input/glyphs.ts";
import type { InputDevice } from "../../input/input-source.ts";
import classes from "./help-overlay.module.css";

interface HelpOverlayProps {
  readonly device: InputDevice;
  readonly opened: boolean;
  readonly onClose: () => void;
}

const RIGHT_TRIGGER = 7;

function Keys({ keys }: { readonly keys: readonly string[] }): JSX.Element {
  return (
    <span className={classes.keys}>
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}

/** Every control, by the pad's own labels and by keys. */
export function HelpOverlay({ device, opened, onClose }: HelpOverlayProps): JSX.Element {
  const family = device.kind === "pad" ? padFamily(device.pad.id) : "xbox";
  const rows: readonly { readonly label: string; readonly pad: readonly string[]; readonly keys: readonly string[] }[] =
    [
      { label: "Speed: let go to hop in place", pad: ["Left stick →"], keys: DRIVE_KEYS.forward.map(keyGlyph) },
      { label: "Hop higher", pad: [buttonGlyph(family, RIGHT_TRIGGER)], keys: DRIVE_KEYS.thrust.map(keyGlyph) },
      ...COMMANDS.map((command) => {
        const { label, button, keys } = BINDINGS[command];
        return {
          label,
          pad: button === null ? [] : [buttonGlyph(family, button)],
          keys: keys.slice(0, 2).map(keyGlyph),
        };
      }),
      { label: "Push: drag a part of the hopper", pad: [], keys: ["Shift", "Mouse"] },
      { label: "Look around: drag, wheel or pinch; double click resets", pad: [], keys: ["Mouse"] },
    ];
  return (
    <Modal opened={opened} onClose={onClose} title="Controls" size="lg">
      <Table data-testid="help-overlay" verticalSpacing={7}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>What</Table.Th>
            <Table.Th>Gamepad</Table.Th>
            <Table.Th>Keyboard</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.label}>
              <Table.Td>{row.label}</Table.Td>
              <Table.Td>
                <Keys keys={row.pad} />
              </Table.Td>
              <Table.Td>
                <Keys keys={row.keys} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed" mt="md">
        Cruise help keeps the hopper upright. It falls when it leans more than 11° or sinks below 0.7 m.
      </Text>
    </Modal>
  );
}
