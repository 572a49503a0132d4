import { Button, Group, Modal, NumberInput, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { JSX } from "react";
import type { Failure } from "../../../shared/base/failure.ts";
import type { PolicySummary } from "../../../shared/policy/policy-meta.ts";
import { FailureNote } from "../../components/failure-note.tsx";
import { useAppState } from "../../state/app-state-context.tsx";
import { useBridge } from "../../state/bridge-context.tsx";

/** Starts the evaluation of a policy over seeded episodes. */
export function EvaluateDialog({
  policy,
  onClose,
}: {
  readonly policy: PolicySummary;
  readonly onClose: () => void;
}): JSX.Element {
  const bridge = useBridge();
  const { jobs } = useAppState();
  const [episodes, setEpisodes] = useState<number | string>(20);
  const [seed, setSeed] = useState<number | string>(1);
  const [failure, setFailure] = useState<Failure | null>(null);
  const valid = typeof episodes === "number" && typeof seed === "number";

  const submit = async (): Promise<void> => {
    if (typeof episodes !== "number" || typeof seed !== "number") return;
    const started = await bridge.invoke("evaluate/start", { policy: policy.id, episodes, seed });
    if (!started.ok) {
      setFailure(started.failure);
      return;
    }
    jobs.getState().put(started.value);
    onClose();
  };

  return (
    <Modal opened onClose={onClose} title={`Evaluate “${policy.name}”`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            Episodes from consecutive seeds, so that two policies evaluated alike can be compared pair by pair.
          </Text>
          <Group grow>
            <NumberInput
              data-autofocus
              label="Episodes"
              min={1}
              max={1000}
              allowDecimal={false}
              value={episodes}
              onChange={setEpisodes}
            />
            <NumberInput
              label="First seed"
              min={0}
              max={0xffffffff}
              allowDecimal={false}
              value={seed}
              onChange={setSeed}
            />
          </Group>
          {failure !== null && <FailureNote failure={failure} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={!valid}>
              Evaluate
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
