import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";

const UNDO_MILLISECONDS = 10_000;

/** Says what was done and offers to take it back; returns a way to withdraw the offer. */
export function notifyUndo(message: string, undo: () => void): () => void {
  const id = notifications.show({
    autoClose: UNDO_MILLISECONDS,
    withBorder: true,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          Undo
        </Button>
      </Group>
    ),
  });
  return () => {
    notifications.hide(id);
  };
}
