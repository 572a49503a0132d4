import { Button, Group, SegmentedControl, Switch, TextInput } from "@mantine/core";
import { IconArrowBackUp, IconSearch, IconTrash } from "@tabler/icons-react";
import type { JSX } from "react";
import { STEP_SOURCES } from "../../../shared/dataset/columns.ts";
import type { EpisodeSummary } from "../../../shared/dataset/episode.ts";
import { formatPlural } from "../../components/format.ts";
import type { EpisodeActions } from "./episode-actions.ts";
import { SOURCE_LABELS } from "./episode-labels.ts";
import type { EpisodeFilter } from "./episode-view.ts";

interface EpisodeToolbarProps {
  readonly filter: EpisodeFilter;
  readonly onFilter: (filter: EpisodeFilter) => void;
  readonly selection: readonly EpisodeSummary[];
  readonly actions: EpisodeActions;
}

/** Filters on the left; what can be done with the selection on the right. */
export function EpisodeToolbar({ filter, onFilter, selection, actions }: EpisodeToolbarProps): JSX.Element {
  const droppable = selection.filter((episode) => !episode.dropped);
  const restorable = selection.filter((episode) => episode.dropped);
  return (
    <Group justify="space-between" wrap="nowrap" px={14} py={10} mih={52}>
      <Group gap="sm" wrap="nowrap">
        <TextInput
          size="xs"
          w={170}
          aria-label="Filter episodes"
          placeholder="Filter"
          leftSection={<IconSearch size={14} />}
          value={filter.text}
          onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
        />
        <SegmentedControl
          size="xs"
          aria-label="Source"
          value={filter.source ?? "all"}
          data={[
            { value: "all", label: "All" },
            ...STEP_SOURCES.map((source) => ({ value: source, label: SOURCE_LABELS[source] })),
          ]}
          onChange={(value) => onFilter({ ...filter, source: STEP_SOURCES.find((source) => source === value) ?? null })}
        />
        <Switch
          size="xs"
          label="Dropped"
          checked={filter.showDropped}
          onChange={(event) => onFilter({ ...filter, showDropped: event.currentTarget.checked })}
        />
      </Group>
      <Group gap="xs" wrap="nowrap">
        {restorable.length > 0 && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowBackUp size={14} />}
            onClick={() => actions.setDropped(restorable, false)}
          >
            Restore {formatPlural(restorable.length, "episode")}
          </Button>
        )}
        {droppable.length > 0 && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconTrash size={14} />}
            onClick={() => actions.setDropped(droppable, true)}
          >
            Drop {formatPlural(droppable.length, "episode")}
          </Button>
        )}
      </Group>
    </Group>
  );
}
