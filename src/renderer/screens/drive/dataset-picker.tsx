import { Button, Menu, Text } from "@mantine/core";
import { IconCheck, IconChevronDown, IconCircleCheck, IconDatabase, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { JSX } from "react";
import { NameDialog } from "../../components/name-dialog.tsx";
import { notifyFailure } from "../../components/notify-failure.ts";
import { useAppState, useDatasets } from "../../state/app-state-context.tsx";
import { valueOr } from "../../state/remote.ts";
import { countText, isReached, targetOf } from "./target/target.ts";

/** Where episodes go, and a way to make a new place for them. Closed while an episode is open: it has its place. */
export function DatasetPicker({
  dataset,
  target,
  disabled,
}: {
  readonly dataset: string;
  /** episodes to collect; 0: no target */
  readonly target: number;
  readonly disabled: boolean;
}): JSX.Element {
  const list = valueOr(
    useDatasets((state) => state.list),
    [],
  );
  const { datasets, settings } = useAppState();
  const [naming, setNaming] = useState(false);
  const chosen = list.find((one) => one.id === dataset);

  const count = targetOf(chosen, target);
  const reached = isReached(count);

  const choose = async (id: string): Promise<void> => {
    const failure = await settings.getState().change({ dataset: id });
    if (failure !== null) notifyFailure(failure);
  };
  return (
    <>
      <Menu position="bottom-start" width={280} disabled={disabled}>
        <Menu.Target>
          <Button
            variant="default"
            size="sm"
            radius="lg"
            disabled={disabled}
            leftSection={reached ? <IconCircleCheck size={16} /> : <IconDatabase size={16} />}
            rightSection={<IconChevronDown size={14} />}
            data-testid="dataset-picker"
            data-reached={reached}
            maw={{ base: 210, lg: 320 }}
          >
            <Text span size="sm" truncate>
              {chosen === undefined ? "Choose where to record" : `Into “${chosen.name}” · ${countText(count)}`}
            </Text>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Record into</Menu.Label>
          {list.map((one) => (
            <Menu.Item
              key={one.id}
              disabled={one.problem !== null}
              onClick={() => void choose(one.id)}
              rightSection={one.id === dataset && <IconCheck size={16} stroke={2.4} aria-label="Chosen" />}
              aria-current={one.id === dataset}
            >
              <Text size="sm" truncate>
                {one.name}
              </Text>
              <Text size="xs" c="dimmed">
                {one.problem ?? `${one.episodes} episodes`}
              </Text>
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconPlus size={16} />} onClick={() => setNaming(true)}>
            New dataset…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {naming && (
        <NameDialog
          title="New dataset"
          label="Name"
          initial="My demonstrations"
          action="Create"
          onClose={() => setNaming(false)}
          onSubmit={async (name) => {
            const made = await datasets.getState().create(name);
            if (!made.ok) return made.failure;
            await choose(made.value.id);
            return null;
          }}
        />
      )}
    </>
  );
}
