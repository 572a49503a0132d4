import { ActionIcon, Button, Group, Menu } from "@mantine/core";
import { IconChartLine, IconDots, IconDownload, IconShieldCheck, IconTarget } from "@tabler/icons-react";
import type { JSX } from "react";
import type { Result } from "../../../shared/base/failure.ts";
import type { DatasetSummary } from "../../../shared/dataset/episode.ts";
import type { Job } from "../../../shared/ipc/jobs.ts";
import { notifyFailure } from "../../components/notify-failure.ts";
import { useAppState } from "../../state/app-state-context.tsx";
import { useBridge } from "../../state/bridge-context.tsx";
import { navigate } from "../../state/use-route.ts";

/** What can be done with a dataset as a whole. */
export function DatasetMenu({ dataset }: { readonly dataset: DatasetSummary }): JSX.Element {
  const bridge = useBridge();
  const { jobs, settings } = useAppState();
  const start = async (started: Promise<Result<Job>>): Promise<void> => {
    const result = await started;
    if (result.ok) jobs.getState().put(result.value);
    else notifyFailure(result.failure);
  };
  const recordHere = async (): Promise<void> => {
    const failure = await settings.getState().change({ dataset: dataset.id });
    if (failure !== null) notifyFailure(failure);
    else navigate({ screen: "drive" });
  };
  return (
    <Group gap="xs" wrap="nowrap">
      <Button
        size="xs"
        variant="default"
        leftSection={<IconShieldCheck size={15} />}
        onClick={() => void start(bridge.invoke("datasets/verify", { dataset: dataset.id }))}
      >
        Verify
      </Button>
      <Button
        size="xs"
        variant="light"
        leftSection={<IconChartLine size={15} />}
        disabled={dataset.steps === 0}
        onClick={() => navigate({ screen: "train", job: null, dataset: dataset.id })}
      >
        Train on it
      </Button>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={`More for ${dataset.name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconTarget size={15} />} onClick={() => void recordHere()}>
            Record into it
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconDownload size={15} />}
            onClick={() => void start(bridge.invoke("datasets/export", { dataset: dataset.id, format: "minari" }))}
          >
            Export as Minari (HDF5)
          </Menu.Item>
          <Menu.Item
            leftSection={<IconDownload size={15} />}
            onClick={() => void start(bridge.invoke("datasets/export", { dataset: dataset.id, format: "csv" }))}
          >
            Export as CSV
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
