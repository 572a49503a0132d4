import { Button, Drawer, Group, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconGauge, IconPencil, IconPlayerPlay, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { JSX } from "react";
import type { Failure } from "../../../shared/base/failure.ts";
import type { PolicySummary } from "../../../shared/policy/policy-meta.ts";
import { FailureNote } from "../../components/failure-note.tsx";
import { NameDialog } from "../../components/name-dialog.tsx";
import { notifyFailure } from "../../components/notify-failure.ts";
import { useAppState } from "../../state/app-state-context.tsx";
import { navigate } from "../../state/use-route.ts";
import { EvaluateDialog } from "./evaluate-dialog.tsx";
import { PolicyFacts } from "./policy-facts.tsx";

/** A policy in full, and what can be done with it. */
export function PolicyDrawer({
  policy,
  onClose,
}: {
  readonly policy: PolicySummary;
  readonly onClose: () => void;
}): JSX.Element {
  const { policies } = useAppState();
  const [dialog, setDialog] = useState<"rename" | "evaluate" | null>(null);

  const rename = async (name: string): Promise<Failure | null> => {
    const result = await policies.getState().rename(policy.id, name);
    return result.ok ? null : result.failure;
  };

  const confirmDelete = (): void => {
    modals.openConfirmModal({
      title: `Delete “${policy.name}”?`,
      children: <Text size="sm">The file {policy.path} is removed from disk. This cannot be undone.</Text>,
      labels: { confirm: "Delete", cancel: "Keep" },
      confirmProps: { color: "red" },
      onConfirm: async () => {
        const result = await policies.getState().remove(policy.id);
        if (!result.ok) notifyFailure(result.failure);
        else onClose();
      },
    });
  };

  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={480}
      title={policy.name}
      overlayProps={{ backgroundOpacity: 0.35 }}
    >
      <Stack gap="md">
        <Group gap="xs">
          <Button
            size="xs"
            leftSection={<IconPlayerPlay size={15} />}
            disabled={policy.meta === null}
            onClick={() => navigate({ screen: "policies", policy: policy.id, watch: true })}
          >
            Watch
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconGauge size={15} />}
            disabled={policy.meta === null}
            onClick={() => setDialog("evaluate")}
          >
            Evaluate
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPencil size={15} />}
            disabled={policy.meta === null}
            onClick={() => setDialog("rename")}
          >
            Rename
          </Button>
          <Button size="xs" variant="subtle" color="red" leftSection={<IconTrash size={15} />} onClick={confirmDelete}>
            Delete
          </Button>
        </Group>
        {policy.problem !== null && (
          <FailureNote
            failure={{
              kind: "invalid-file",
              message: policy.problem,
              remedy: `Delete it here, or put a whole file back at ${policy.path}.`,
            }}
          />
        )}
        {policy.meta !== null && <PolicyFacts meta={policy.meta} path={policy.path} />}
      </Stack>
      {dialog === "rename" && (
        <NameDialog
          title="Rename the policy"
          label="Name"
          initial={policy.name}
          action="Rename"
          onSubmit={rename}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === "evaluate" && <EvaluateDialog policy={policy} onClose={() => setDialog(null)} />}
    </Drawer>
  );
}
