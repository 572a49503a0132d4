import { Button, Menu, Text } from "@mantine/core";
import { IconCheck, IconChevronDown, IconCircleCheck, IconDatabase, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { JSX } from "react";
import { NameDialog } from "../../components/name-dialog.tsx";
import { freshName, useDatasetChoice } from "./options/use-dataset-choice.ts";
import { countText, isReached, targetOf } from "./target/target.ts";

/** Where episodes go, and a way to make a new place for them. */
export function DatasetPicker({
  dataset,
  target,
}: {
  readonly dataset: string;
  /** episodes to collect; 0: no target */
  readonly target: number;
}): JSX.Element {
  const { list, choose, create } = useDatasetChoice();
  const [naming, setNaming] = useState(false);
  const chosen = list.find((one) => one.id === dataset);
  const count = targetOf(chosen, target);
  const reached = isReached(count);
  return (
    <>
      <Menu position="bottom-start" width={280}>
        <Menu.Target>
          <Button
            variant="default"
            size="sm"
            radius="lg"
            leftSection={reached ? <IconCircleCheck size={16} /> : <IconDatabase size={16} />}
            rightSection={<IconChevronDown size={14} />}
            data-testid="dataset-picker"
            data-reached={reached}
            maw={{ base: 210, lg: 240, xl: 320 }}
          >
            {chosen === undefined ? (
              <Text span size="sm" truncate>
                Choose where to record
              </Text>
            ) : (
              <>
                <Text span size="sm" truncate>
                  Into “{chosen.name}”
                </Text>
                {/* Where it is narrow, the name is cut and not the count. */}
                <Text span size="sm" style={{ flex: "none", whiteSpace: "pre" }}>
                  {` · ${countText(count)}`}
                </Text>
              </>
            )}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Record into</Menu.Label>
          {list.map((one) => (
            <Menu.Item
              key={one.id}
              disabled={one.problem !== null}
              onClick={() => choose(one.id)}
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
          initial={freshName(list)}
          action="Create"
          onClose={() => setNaming(false)}
          onSubmit={create}
        />
      )}
    </>
  );
}
