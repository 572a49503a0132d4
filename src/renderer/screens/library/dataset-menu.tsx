import { ActionIcon, Button, Group, Menu } from "@mantine/core";
import {
  IconArrowsSplit2,
  IconChartLine,
  IconDots,
  IconShieldCheck,
  IconTarget,
  IconUpload,
} from "@tabler/icons-react";
import type { JSX } from "react";
import type { DatasetSummary } from "../../../shared/dataset/episode.ts";
import { notifyFailure } from "../../components/notify-failure.ts";
import { useAppState } from "../../state/app-state-context.tsx";
import { useBridge } from "../../state/bridge-context.tsx";
import { navigate } from "../../state/use-route.ts";

interface DatasetMenuProps {
  readonly dataset: DatasetSummary;
  readonly onExport: () => void;
  readonly onSplit: () => void;
}

/** What can be done with a dataset as a whole. */
export function DatasetMenu({ dataset, onExport, onSplit }: DatasetMenuProps): JSX.Element {
  const bridge = useBridge();
  const { jobs, settings } = useAppState();
  const verify = async (): Promise<void> => {
    const result = await bridge.invoke("datasets/verify", { dataset: dataset.id });
    if (result.ok) jobs.getState().put(result.value);
    else notifyFailure(result.failure);
  };
  const recordHere = async (): Promise<void> => {
    const failure = await settings.getState().change({ dataset: dataset.id });
    if (failure !== null) notifyFailure(failure);
    else navigate({ screen: "drive" });
  };
  const empty = dataset.steps === 0;
  return (
    <Group gap="xs" wrap="nowrap">
      <Button size="xs" variant="default" leftSection={<IconUpload size={15} />} disabled={empty} onClick={onExport}>
        Export
      </Button>
      <Button
        size="xs"
        variant="light"
        leftSection={<IconChartLine size={15} />}
        disabled={empty}
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
          <Menu.Item leftSection={<IconArrowsSplit2 size={15} />} disabled={empty} onClick={onSplit}>
            Split for training and validation…
          </Menu.Item>
          <Menu.Item leftSection={<IconShieldCheck size={15} />} onClick={() => void verify()}>
            Verify every episode
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconTarget size={15} />} onClick={() => void recordHere()}>
            Record into it
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
