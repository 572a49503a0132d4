import { Alert, Button, Code, Drawer, Group, Menu, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconDots, IconFileExport, IconGauge, IconPencil, IconPlayerPlay, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { JSX } from "react";
import type { Failure } from "../../../shared/base/failure.ts";
import type { PolicySummary } from "../../../shared/policy/policy-meta.ts";
import { DriveWithPolicy } from "../../components/drive-with-policy.tsx";
import { FailureNote } from "../../components/failure-note.tsx";
import { NameDialog } from "../../components/name-dialog.tsx";
import { notifyFailure } from "../../components/notify-failure.ts";
import { useAppState } from "../../state/app-state-context.tsx";
import { useBridge } from "../../state/bridge-context.tsx";
import { navigate } from "../../state/use-route.ts";
import { EvaluateDialog } from "./evaluate-dialog.tsx";
import classes from "./policy-facts.module.css";
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
  const bridge = useBridge();
  const [exported, setExported] = useState<string | null>(null);
  const [dialog, setDialog] = useState<"rename" | "evaluate" | null>(null);

  const rename = async (name: string): Promise<Failure | null> => {
    const result = await policies.getState().rename(policy.id, name);
    return result.ok ? null : result.failure;
  };

  const exportOnnx = async (): Promise<void> => {
    const result = await bridge.invoke("policies/export-onnx", { policy: policy.id });
    if (result.ok) setExported(result.value);
    else notifyFailure(result.failure);
  };

  const confirmDelete = (): void => {
    modals.openConfirmModal({
      title: `Delete “${policy.name}”?`,
      children: (
        <Text size="sm">The file goes to the folder “trash” of the data folder, from where it can be put back.</Text>
      ),
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
      size={680}
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
          <DriveWithPolicy size="xs" variant="default" policy={policy} />
          <Button
            size="xs"
            variant="default"
            leftSection={<IconGauge size={15} />}
            disabled={policy.meta === null}
            onClick={() => setDialog("evaluate")}
          >
            Evaluate
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button size="xs" variant="default" leftSection={<IconDots size={15} />}>
                More
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconPencil size={15} />}
                disabled={policy.meta === null}
                onClick={() => setDialog("rename")}
              >
                Rename
              </Menu.Item>
              <Menu.Item
                leftSection={<IconFileExport size={15} />}
                disabled={policy.meta === null}
                onClick={() => void exportOnnx()}
              >
                Export as ONNX
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
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
        {exported !== null && (
          <Alert color="mint" withCloseButton title="Written as ONNX" onClose={() => setExported(null)}>
            <Code className={classes.path}>{exported}</Code>
          </Alert>
        )}
        {policy.meta !== null && <PolicyFacts policy={policy} meta={policy.meta} />}
        <Text size="xs" c="dimmed">
          File <Code className={classes.path}>{policy.path}</Code>
        </Text>
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
