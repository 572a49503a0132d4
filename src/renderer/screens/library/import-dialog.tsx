import { Button, Code, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { JSX } from "react";
import type { Failure } from "../../../shared/base/failure.ts";
import { FailureNote } from "../../components/failure-note.tsx";
import { useAppState } from "../../state/app-state-context.tsx";
import { useBridge } from "../../state/bridge-context.tsx";

/** Brings a foreign dataset in: where it lies, and what it shall be called here. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const bridge = useBridge();
  const { jobs } = useAppState();
  const [source, setSource] = useState("");
  const [name, setName] = useState("");
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  const choose = async (): Promise<void> => {
    const chosen = await bridge.invoke("app/choose-import", {});
    setFailure(chosen.ok ? null : chosen.failure);
    if (!chosen.ok || chosen.value === null) return;
    setSource(chosen.value);
    if (name === "") setName(nameOf(chosen.value));
  };

  const submit = async (): Promise<void> => {
    setBusy(true);
    const started = await bridge.invoke("datasets/import", {
      source: source.trim(),
      format: "minari",
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
    <Modal opened onClose={onClose} title="Import a Minari dataset" size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            The folder of a Minari dataset: the one that holds <Code>data/main_data.hdf5</Code>. Every episode is
            copied; the source stays as it is.
          </Text>
          <Group align="flex-end" gap="xs" wrap="nowrap">
            <TextInput
              data-autofocus
              style={{ flex: 1 }}
              label="Folder"
              placeholder="/home/me/minari/hopper/expert-v0"
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
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={busy} disabled={source.trim() === ""}>
              Import
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** A folder's last part; Minari's own `data` folder says nothing, so its parent's. */
function nameOf(path: string): string {
  const parts = path
    .trim()
    .split(/[\\/]+/)
    .filter(Boolean);
  const last = parts.at(-1) ?? "";
  return last === "data" ? (parts.at(-2) ?? last) : last;
}
