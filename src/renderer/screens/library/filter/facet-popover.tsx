import { Button, Chip, Group, Popover, Switch, TextInput } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { useState } from "react";
import type { JSX } from "react";
import type { EpisodeSummary } from "../../../../shared/dataset/episode.ts";
import { formatCount } from "../../../components/format.ts";
import { chipsOf, toggleValue } from "./episode-filter.ts";
import type { EpisodeFilter } from "./episode-filter.ts";
import { FACETS, countValues } from "./facets.ts";
import type { Facet } from "./facets.ts";
import classes from "./facet-popover.module.css";

interface FacetPopoverProps {
  readonly episodes: readonly EpisodeSummary[];
  readonly filter: EpisodeFilter;
  readonly onFilter: (filter: EpisodeFilter) => void;
}

/** Every value that occurs, with its count; facets with one value only cannot tell episodes apart and are left out. */
export function FacetPopover({ episodes, filter, onFilter }: FacetPopoverProps): JSX.Element {
  const [opened, setOpened] = useState(false);
  const count = chipsOf(filter).length + Number(filter.showDropped);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      width={470}
      shadow="lg"
      trapFocus
      withinPortal
    >
      <Popover.Target>
        <Button
          size="xs"
          variant={count > 0 ? "light" : "default"}
          leftSection={<IconFilter size={14} />}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          Filter{count > 0 ? ` · ${count}` : ""}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label="Filter by">
        {opened && <Facets episodes={episodes} filter={filter} onFilter={onFilter} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function Facets({ episodes, filter, onFilter }: FacetPopoverProps): JSX.Element {
  return (
    <>
      {FACETS.map((facet) => (
        <FacetRow key={facet.key} facet={facet} episodes={episodes} filter={filter} onFilter={onFilter} />
      ))}
      <div className={classes.facet}>
        <span className={classes.label}>Recorded</span>
        <Group gap="xs" wrap="nowrap">
          <Day label="From day" value={filter.from} onChange={(from) => onFilter({ ...filter, from })} />
          <span className={classes.label}>to</span>
          <Day label="To day" value={filter.to} onChange={(to) => onFilter({ ...filter, to })} />
        </Group>
      </div>
      <Switch
        size="xs"
        label="Show dropped episodes"
        checked={filter.showDropped}
        onChange={(event) => onFilter({ ...filter, showDropped: event.currentTarget.checked })}
      />
    </>
  );
}

interface FacetRowProps extends FacetPopoverProps {
  readonly facet: Facet;
}

function FacetRow({ facet, episodes, filter, onFilter }: FacetRowProps): JSX.Element | null {
  const values = countValues(facet, episodes);
  const chosen = filter.facets[facet.key] ?? [];
  if (values.length < 2 && chosen.length === 0) return null;
  return (
    <div className={classes.facet} role="group" aria-label={facet.label}>
      <span className={classes.label}>{facet.label}</span>
      <div className={classes.values}>
        {values.map(({ value, count }) => (
          <Chip
            key={value}
            size="xs"
            variant="light"
            checked={chosen.includes(value)}
            onChange={() => onFilter(toggleValue(filter, facet.key, value))}
          >
            {facet.wordsOf(value)} <span className={classes.count}>{formatCount(count)}</span>
          </Chip>
        ))}
      </div>
    </div>
  );
}

interface DayProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
}

function Day({ label, value, onChange }: DayProps): JSX.Element {
  return (
    <TextInput
      type="date"
      size="xs"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
