import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { JSX } from "react";
import type { Failure } from "../../shared/base/failure.ts";
import { FailureNote } from "./failure-note.tsx";

interface NameDialogProps {
  readonly title: string;
  readonly label: string;
  readonly initial: string;
  readonly action: string;
  /** the failure to show, or null when done */
  readonly onSubmit: (name: string) => Promise<Failure | null>;
  readonly onClose: () => void;
}

/** Asks for one name. */
export function NameDialog({ title, label, initial, action, onSubmit, onClose }: NameDialogProps): JSX.Element {
  const [name, setName] = useState(initial);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (): Promise<void> => {
    setBusy(true);
    const failed = await onSubmit(name.trim());
    setBusy(false);
    setFailure(failed);
    if (failed === null) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack>
          <TextInput
            data-autofocus
            label={label}
            value={name}
            maxLength={200}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {failure !== null && <FailureNote failure={failure} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={busy} disabled={name.trim() === ""}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
