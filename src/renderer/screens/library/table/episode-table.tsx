import { Checkbox } from "@mantine/core";
import { useCallbackRef, useElementSize, useMergedRef } from "@mantine/hooks";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import type { JSX, KeyboardEvent, MouseEvent } from "react";
import type { EpisodeSummary } from "../../../../shared/dataset/episode.ts";
import { useAppState } from "../../../state/app-state-context.tsx";
import type { EpisodeActions } from "../episode-actions.ts";
import { nextSort } from "../episode-view.ts";
import type { EpisodeSort, SortKey } from "../episode-view.ts";
import { NO_SELECTION, mannerOf, select } from "../selection.ts";
import type { Selection } from "../selection.ts";
import { WIDE, columnsFor } from "./columns.tsx";
import { EpisodeRow } from "./episode-row.tsx";
import classes from "./episode-table.module.css";
import { labelEdits, movement } from "./row-keys.ts";
import { useWindowedRows } from "./use-windowed-rows.ts";

interface EpisodeTableProps {
  readonly dataset: string;
  readonly rows: readonly EpisodeSummary[];
  readonly sort: EpisodeSort;
  readonly onSort: (sort: EpisodeSort) => void;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  /** the row under the cursor */
  readonly active: string | null;
  /** drops, and moves the cursor on */
  readonly onDrop: (episodes: readonly EpisodeSummary[]) => void;
  /** the row whose name is being edited */
  readonly renaming: string | null;
  readonly actions: EpisodeActions;
}

const ROW_HEIGHT = 46;
const HEAD_HEIGHT = 34;
/** Wait before asking for traces, so that a fast scroll does not ask for every row it passes. */
const SETTLE_MILLISECONDS = 60;

/**
 * Episodes. The rows share one tab stop: arrows move, with Shift they select a range, Space selects one more, Enter
 * watches, F2 renames, Delete drops, letters label (row-keys.ts).
 */
export function EpisodeTable(props: EpisodeTableProps): JSX.Element {
  const { dataset, rows, sort, selection, onSelect, active, actions } = props;
  const { container, first, end, reveal } = useWindowedRows(rows.length, ROW_HEIGHT, HEAD_HEIGHT);
  const { ref: measured, width } = useElementSize<HTMLDivElement>();
  const scroller = useMergedRef(container, measured);
  const columns = useMemo(() => columnsFor(width), [width]);
  const traceWidth = width >= WIDE ? 136 : 92;
  const shown = rows.slice(first, end);
  // The row that the last key moved to: it takes the focus once it is drawn.
  const [focused, setFocused] = useState<string | null>(null);
  const chosen = rows.filter((row) => selection.selected.has(row.id));
  useTracesOf(dataset, shown);

  const ids = (): readonly string[] => rows.map((row) => row.id);
  const moveTo = (index: number, event: KeyboardEvent): void => {
    const target = rows[index];
    if (target === undefined) return;
    reveal(index);
    setFocused(target.id);
    onSelect(select(selection, ids(), target.id, event.shiftKey ? "range" : "only"));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>, row: EpisodeSummary): void => {
    const targets = selection.selected.has(row.id) ? chosen : [row];
    const move = movement(event.key, rows.indexOf(row), rows.length);
    const labels = labelEdits(event, targets);
    if (move !== null) moveTo(move, event);
    else if (event.key === " ") onSelect(select(selection, ids(), row.id, "toggle"));
    else if (event.key === "a" && (event.ctrlKey || event.metaKey))
      onSelect({ ...selection, selected: new Set(ids()), active: row.id });
    else if (event.key === "Escape") onSelect({ ...NO_SELECTION, active: row.id, anchor: row.id });
    else if (event.key === "Enter") actions.watch(row);
    else if (event.key === "F2") actions.beginRename(row.id);
    else if (event.key === "Delete") props.onDrop(targets);
    else if (labels !== null) void actions.edit(labels);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const onRowKey = useCallbackRef(onKeyDown);
  const onToggle = useCallbackRef((row: EpisodeSummary) => onSelect(select(selection, ids(), row.id, "toggle")));
  const onPick = useCallbackRef((event: MouseEvent<HTMLElement>, row: EpisodeSummary) =>
    onSelect(select(selection, ids(), row.id, mannerOf(event))),
  );
  // Where the row under the cursor is out of sight, the first that is drawn takes its place for the keyboard.
  const stop = shown.some((row) => row.id === active) ? active : shown[0]?.id;

  return (
    <div ref={scroller} className={classes.scroller}>
      <table
        className={classes.table}
        role="grid"
        aria-multiselectable
        aria-rowcount={rows.length + 1}
        aria-label="Episodes"
      >
        <colgroup>
          <col style={{ width: 38 }} />
          <col style={{ width: traceWidth + 16 }} />
          <col />
          {columns.map((column) => (
            <col key={column.label} style={{ width: column.width }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th>
              <Checkbox
                size="xs"
                aria-label="Select all episodes shown"
                checked={chosen.length > 0 && chosen.length === rows.length}
                indeterminate={chosen.length > 0 && chosen.length < rows.length}
                onChange={() =>
                  onSelect({ ...selection, selected: new Set(chosen.length === rows.length ? [] : ids()) })
                }
              />
            </th>
            <th scope="col">Trace</th>
            <SortableHead label="Name" sortKey="name" sort={sort} onSort={props.onSort} />
            {columns.map((column) =>
              column.sort === null ? (
                <th key={column.label} scope="col">
                  {column.label}
                </th>
              ) : (
                <SortableHead
                  key={column.label}
                  label={column.label}
                  sortKey={column.sort}
                  numeric={column.numeric}
                  sort={sort}
                  onSort={props.onSort}
                />
              ),
            )}
          </tr>
        </thead>
        <tbody>
          <Spacer rows={first} />
          {shown.map((row, offset) => (
            <EpisodeRow
              key={row.id}
              episode={row}
              columns={columns}
              rowIndex={first + offset + 2}
              active={row.id === active}
              focused={row.id === focused}
              selected={selection.selected.has(row.id)}
              renaming={row.id === props.renaming}
              tabStop={row.id === stop}
              onPick={onPick}
              onToggle={onToggle}
              onKeyDown={onRowKey}
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
  readonly label: string;
  readonly sortKey: SortKey;
  readonly numeric?: true | undefined;
  readonly sort: EpisodeSort;
  readonly onSort: (sort: EpisodeSort) => void;
}

function SortableHead({ label, sortKey, numeric, sort, onSort }: SortableHeadProps): JSX.Element {
  const sorted = sort.key === sortKey;
  const Arrow = sort.descending ? IconArrowDown : IconArrowUp;
  return (
    <th scope="col" data-numeric={numeric} aria-sort={sorted ? (sort.descending ? "descending" : "ascending") : "none"}>
      <button type="button" className={classes.head} onClick={() => onSort(nextSort(sort, sortKey))}>
        {label}
        <Arrow size={13} style={{ visibility: sorted ? "visible" : "hidden" }} aria-hidden />
      </button>
    </th>
  );
}

/** Stands for rows that are not drawn. */
function Spacer({ rows }: { readonly rows: number }): JSX.Element | null {
  return rows <= 0 ? null : <tr aria-hidden="true" style={{ height: rows * ROW_HEIGHT }} />;
}

function useTracesOf(dataset: string, rows: readonly EpisodeSummary[]): void {
  const { traces } = useAppState();
  const wanted = rows.map((row) => row.id).join(" ");
  useEffect(() => {
    const timer = setTimeout(
      () => void traces.getState().want(dataset, wanted.split(" ").filter(Boolean)),
      SETTLE_MILLISECONDS,
    );
    return () => clearTimeout(timer);
  }, [traces, dataset, wanted]);
}
