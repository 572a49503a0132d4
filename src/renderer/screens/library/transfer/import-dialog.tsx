import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { JSX } from "react";
import type { Failure } from "../../../../shared/base/failure.ts";
import type { ForeignFormat } from "../../../../shared/dataset/foreign-formats.ts";
import { FailureNote } from "../../../components/failure-note.tsx";
import { useAppState } from "../../../state/app-state-context.tsx";
import { useBridge } from "../../../state/bridge-context.tsx";
import { FormatCards } from "./format-cards.tsx";
import { IMPORT_HINTS, guessFormat, nameOf } from "./import-hints.ts";

/** Brings a foreign dataset in: its format, where it lies, and what it shall be called here. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const bridge = useBridge();
  const { jobs } = useAppState();
  const [chosen, setChosen] = useState<ForeignFormat | null>(null);
  const [source, setSource] = useState("");
  const [name, setName] = useState("");
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  // What the path tells, until somebody chooses.
  const format = chosen ?? guessFormat(source) ?? "minari";
  const hint = IMPORT_HINTS[format];

  const choose = async (): Promise<void> => {
    const picked = await bridge.invoke("app/choose-import", {});
    setFailure(picked.ok ? null : picked.failure);
    if (picked.ok && picked.value !== null) setSource(picked.value);
  };

  const submit = async (): Promise<void> => {
    setBusy(true);
    const started = await bridge.invoke("datasets/import", {
      source: source.trim(),
      format,
      name: name.trim() || nameOf(source),
    });
    setBusy(false);
    if (!started.ok) {
      setFailure(started.failure);
      return;
    }
    jobs.getState().put(started.value);
    onClose();
  };

  return (
    <Modal opened onClose={onClose} title="Import a dataset" size={680}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack>
          <FormatCards label="Format" value={format} onChange={setChosen} />
          <Group align="flex-end" gap="xs" wrap="nowrap">
            <TextInput
              data-autofocus
              style={{ flex: 1 }}
              label="File or folder"
              description={hint.what}
              placeholder={hint.example}
              value={source}
              maxLength={4096}
              onChange={(event) => setSource(event.currentTarget.value)}
            />
            <Button variant="default" onClick={() => void choose()}>
              Choose…
            </Button>
          </Group>
          <TextInput
            label="Name"
            placeholder={nameOf(source) || "as the folder is called"}
            value={name}
            maxLength={200}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {failure !== null && <FailureNote failure={failure} />}
          <Group justify="space-between" wrap="nowrap">
            <Text size="xs" c="dimmed">
              Every episode is copied; the source stays as it is.
            </Text>
            <Group gap="xs" wrap="nowrap">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={busy} disabled={source.trim() === ""}>
                Import
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
