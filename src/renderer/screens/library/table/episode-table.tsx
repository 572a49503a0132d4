import { Checkbox } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useState } from "react";
import type { JSX, KeyboardEvent } from "react";
import type { EpisodeSummary } from "../../../shared/dataset/episode.ts";
import type { EpisodeActions } from "./episode-actions.ts";
import { EpisodeRow } from "./episode-row.tsx";
import classes from "./episode-table.module.css";
import { nextSort } from "./episode-view.ts";
import type { EpisodeSort, SortKey } from "./episode-view.ts";
import { useWindowedRows } from "./use-windowed-rows.ts";

interface EpisodeTableProps {
  readonly rows: readonly EpisodeSummary[];
  readonly sort: EpisodeSort;
  readonly onSort: (sort: EpisodeSort) => void;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  /** the row whose details are shown */
  readonly active: string | null;
  readonly onActivate: (episode: string) => void;
  /** the row whose name is being edited */
  readonly renaming: string | null;
  readonly actions: EpisodeActions;
}

const ROW_HEIGHT = 34;

const COLUMNS: readonly {
  readonly key: SortKey;
  readonly label: string;
  readonly width?: string;
  readonly numeric?: true;
}[] = [
  { key: "name", label: "Name" },
  { key: "source", label: "Source", width: "9%" },
  { key: "level", label: "Help", width: "7.5%" },
  { key: "steps", label: "Steps", width: "7.5%", numeric: true },
  { key: "return", label: "Return", width: "8.5%", numeric: true },
  { key: "cause", label: "Ended by", width: "11.5%" },
  { key: "createdAt", label: "Recorded", width: "13%" },
];

/** Episodes; the rows share one tab stop: arrows move, space selects, Enter watches, F2 renames, Delete drops. */
export function EpisodeTable(props: EpisodeTableProps): JSX.Element {
  const { rows, sort, selected, onSelect, active, onActivate, actions } = props;
  const { container, first, end, reveal } = useWindowedRows(rows.length, ROW_HEIGHT);
  const shown = rows.slice(first, end);
  // The row that the last key moved to: it takes the focus once it is drawn.
  const [focused, setFocused] = useState<string | null>(null);
  const chosen = rows.filter((row) => selected.has(row.id)).length;

  const toggle = (episode: string): void => {
    const next = new Set(selected);
    if (!next.delete(episode)) next.add(episode);
    onSelect(next);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>, row: EpisodeSummary): void => {
    const move = movement(event.key, rows.indexOf(row), rows.length);
    const target = move === null ? undefined : rows[move];
    if (move !== null && target !== undefined) {
      reveal(move);
      setFocused(target.id);
      onActivate(target.id);
    } else if (event.key === " ") toggle(row.id);
    else if (event.key === "Enter") actions.watch(row);
    else if (event.key === "F2") actions.beginRename(row.id);
    else if (event.key === "Delete") actions.setDropped([row], true);
    else return;
    event.preventDefault();
  };

  return (
    <div ref={container} className={classes.scroller}>
      <table className={classes.table} aria-rowcount={rows.length + 1} aria-label="Episodes">
        <colgroup>
          <col style={{ width: 40 }} />
          {COLUMNS.map((column) => (
            <col key={column.key} style={column.width === undefined ? undefined : { width: column.width }} />
          ))}
          <col style={{ width: "9.5%" }} />
          <col style={{ width: 98 }} />
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th>
              <Checkbox
                size="xs"
                aria-label="Select all episodes shown"
                checked={chosen > 0 && chosen === rows.length}
                indeterminate={chosen > 0 && chosen < rows.length}
                onChange={() => onSelect(chosen === rows.length ? new Set() : new Set(rows.map((row) => row.id)))}
              />
            </th>
            {COLUMNS.map((column) => (
              <SortableHead key={column.key} column={column} sort={sort} onSort={props.onSort} />
            ))}
            <th scope="col">Health</th>
            <th aria-label="Actions" />
          </tr>
        </thead>
        <tbody>
          <Spacer rows={first} />
          {shown.map((row, offset) => (
            <EpisodeRow
              key={row.id}
              episode={row}
              rowIndex={first + offset + 2}
              active={row.id === active}
              focused={row.id === focused}
              selected={selected.has(row.id)}
              renaming={row.id === props.renaming}
              onActivate={() => onActivate(row.id)}
              onToggle={() => toggle(row.id)}
              onKeyDown={(event) => onKeyDown(event, row)}
              actions={actions}
            />
          ))}
          <Spacer rows={rows.length - end} />
        </tbody>
      </table>
    </div>
  );
}

interface SortableHeadProps {
  readonly column: (typeof COLUMNS)[number];
  readonly sort: EpisodeSort;
  readonly onSort: (sort: EpisodeSort) => void;
}

function SortableHead({ column, sort, onSort }: SortableHeadProps): JSX.Element {
  const sorted = sort.key === column.key;
  const Arrow = sort.descending ? IconArrowDown : IconArrowUp;
  return (
    <th
      scope="col"
      data-numeric={column.numeric}
      aria-sort={sorted ? (sort.descending ? "descending" : "ascending") : "none"}
    >
      <button type="button" className={classes.head} onClick={() => onSort(nextSort(sort, column.key))}>
        {column.label}
        <Arrow size={13} style={{ visibility: sorted ? "visible" : "hidden" }} aria-hidden />
      </button>
    </th>
  );
}

/** Stands for rows that are not drawn. */
function Spacer({ rows }: { readonly rows: number }): JSX.Element | null {
  return rows <= 0 ? null : <tr aria-hidden="true" style={{ height: rows * ROW_HEIGHT }} />;
}

function movement(key: string, index: number, count: number): number | null {
  const page = 12;
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + page,
    PageUp: index - page,
    Home: 0,
    End: count - 1,
  };
  const target = moves[key];
  return target === undefined || count === 0 ? null : Math.min(count - 1, Math.max(0, target));
}
