import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import type { JSX } from "react";
import { toFailure } from "../../../shared/base/failure.ts";
import type { Failure } from "../../../shared/base/failure.ts";
import { FailureNote } from "../../components/failure-note.tsx";

interface ProfileTextDialogProps {
  /** to be taken elsewhere; null: one is to be pasted */
  readonly text: string | null;
  /** takes a pasted text in; may throw what is wrong with it */
  readonly onTake: (text: string) => Promise<Failure | null>;
  readonly onClose: () => void;
}

/** A profile as text, to copy or to paste: works in the window and in every browser alike. */
export function ProfileTextDialog({ text, onTake, onClose }: ProfileTextDialogProps): JSX.Element {
  const [pasted, setPasted] = useState("");
  const [failure, setFailure] = useState<Failure | null>(null);
  const take = async (): Promise<void> => {
    try {
      const failed = await onTake(pasted);
      setFailure(failed);
      if (failed === null) onClose();
    } catch (error) {
      setFailure(toFailure(error));
    }
  };
  return (
    <Modal opened onClose={onClose} title={text === null ? "Take in a profile" : "The profile as text"} size="lg">
      <Stack>
        <Text size="sm">
          {text === null
            ? "Paste the text of a profile that was exported elsewhere. It is kept for pads with the id named in it."
            : "Copy it, keep it in a file, and paste it on another machine under Settings → Controller → Import."}
        </Text>
        <Textarea
          data-autofocus
          aria-label="Profile"
          rows={12}
          spellCheck={false}
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: 12 } }}
          readOnly={text !== null}
          value={text ?? pasted}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setPasted(event.currentTarget.value)}
        />
        {failure !== null && <FailureNote failure={failure} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {text === null ? "Cancel" : "Close"}
          </Button>
          {text === null && (
            <Button disabled={pasted.trim() === ""} onClick={() => void take()}>
              Take in
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
