import { ActionIcon, Button, Group, Menu, Pill, TextInput, Tooltip } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconSearch, IconX } from "@tabler/icons-react";
import type { JSX } from "react";
import type { EpisodeSummary } from "../../../../shared/dataset/episode.ts";
import { formatCount, formatPlural } from "../../../components/format.ts";
import { SORT_KEYS, SORT_LABELS, nextSort } from "../episode-view.ts";
import type { EpisodeSort } from "../episode-view.ts";
import { NO_FILTER, chipsOf } from "./episode-filter.ts";
import type { EpisodeFilter } from "./episode-filter.ts";
import { FacetPopover } from "./facet-popover.tsx";
import classes from "./filter-bar.module.css";

interface FilterBarProps {
  readonly episodes: readonly EpisodeSummary[];
  readonly shown: number;
  readonly selected: number;
  readonly filter: EpisodeFilter;
  readonly onFilter: (filter: EpisodeFilter) => void;
  readonly sort: EpisodeSort;
  readonly onSort: (sort: EpisodeSort) => void;
}

/** What is shown and in which order: a search, the conditions as chips, the count. */
export function FilterBar(props: FilterBarProps): JSX.Element {
  const { episodes, filter, onFilter, sort, onSort } = props;
  const chips = chipsOf(filter);
  const Arrow = sort.descending ? IconArrowDown : IconArrowUp;
  return (
    <div className={classes.bar} role="search" aria-label="Filter episodes">
      <Group gap="xs" wrap="nowrap">
        <TextInput
          size="xs"
          className={classes.search}
          aria-label="Search episodes"
          placeholder="Search names, tags, notes, ids"
          leftSection={<IconSearch size={14} />}
          rightSection={
            filter.text === "" ? null : (
              <ActionIcon
                size="xs"
                variant="subtle"
                color="gray"
                aria-label="Clear the search"
                onClick={() => onFilter({ ...filter, text: "" })}
              >
                <IconX size={12} />
              </ActionIcon>
            )
          }
          value={filter.text}
          onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
        />
        <FacetPopover episodes={episodes} filter={filter} onFilter={onFilter} />
        <Menu position="bottom-start" withinPortal closeOnItemClick={false}>
          <Menu.Target>
            <Tooltip label={`Sorted by ${SORT_LABELS[sort.key].toLowerCase()}`}>
              <Button
                size="xs"
                variant="default"
                rightSection={<Arrow size={14} aria-hidden />}
                aria-label={`Sort episodes: ${SORT_LABELS[sort.key]}`}
              >
                {SORT_LABELS[sort.key]}
              </Button>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown>
            {SORT_KEYS.map((key) => (
              <Menu.Item
                key={key}
                onClick={() => onSort(nextSort(sort, key))}
                rightSection={key === sort.key ? <Arrow size={14} aria-hidden /> : null}
              >
                {SORT_LABELS[key]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <output className={classes.count}>{countText(props)}</output>
      </Group>
      {chips.length > 0 && (
        <Group gap={6} role="group" aria-label="Conditions">
          {chips.map((chip) => (
            <Pill
              key={chip.id}
              size="sm"
              className={classes.chip}
              withRemoveButton
              onRemove={() => onFilter(chip.without)}
              removeButtonProps={{ "aria-label": `Remove ${chip.label}`, tabIndex: 0, "aria-hidden": false }}
            >
              {chip.label}
            </Pill>
          ))}
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            onClick={() => onFilter({ ...NO_FILTER, text: filter.text, showDropped: filter.showDropped })}
          >
            Clear
          </Button>
        </Group>
      )}
    </div>
  );
}

function countText({ episodes, shown, selected }: FilterBarProps): string {
  const of =
    shown === episodes.length
      ? formatPlural(shown, "episode")
      : `${formatCount(shown)} of ${formatCount(episodes.length)}`;
  return selected > 1 ? `${formatCount(selected)} selected · ${of}` : of;
}
