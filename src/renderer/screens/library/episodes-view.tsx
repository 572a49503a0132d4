import { Button } from "@mantine/core";
import { IconFilterOff } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { JSX } from "react";
import type { EpisodeSummary } from "../../../shared/dataset/episode.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import type { EpisodeActions } from "./episode-actions.ts";
import { viewEpisodes } from "./episode-view.ts";
import type { EpisodeSort } from "./episode-view.ts";
import classes from "./episodes-view.module.css";
import { NO_FILTER, showsDropped } from "./filter/episode-filter.ts";
import type { EpisodeFilter } from "./filter/episode-filter.ts";
import { FilterBar } from "./filter/filter-bar.tsx";
import { EpisodeDetail } from "./inspector/episode-detail.tsx";
import { SelectionDetail } from "./inspector/selection-detail.tsx";
import { neighbourOf } from "./selection.ts";
import type { Selection } from "./selection.ts";
import { SplitDialog } from "./split-dialog.tsx";
import { EpisodeTable } from "./table/episode-table.tsx";

interface EpisodesViewProps {
  readonly dataset: string;
  readonly episodes: readonly EpisodeSummary[];
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly renaming: string | null;
  readonly splitting: boolean;
  readonly onSplit: (open: boolean) => void;
  readonly actions: EpisodeActions;
}

/** The table of episodes, and beside it what is known of the one under the cursor, or of all selected. */
export function EpisodesView(props: EpisodesViewProps): JSX.Element {
  const { dataset, episodes, selection, onSelect, actions } = props;
  const [filter, setFilter] = useState<EpisodeFilter>(NO_FILTER);
  const [sort, setSort] = useState<EpisodeSort>({ key: "createdAt", descending: true });
  const rows = useMemo(() => viewEpisodes(episodes, filter, sort), [episodes, filter, sort]);
  const selected = rows.filter((row) => selection.selected.has(row.id));
  const shown = rows.find((row) => row.id === selection.active) ?? rows[0];
  const subject = selected.length === 1 ? selected[0] : shown;

  const drop = (gone: readonly EpisodeSummary[]): void => {
    const leaving = new Set(gone.map(({ id }) => id));
    if (!showsDropped(filter)) {
      const next = neighbourOf(
        rows.map(({ id }) => id),
        leaving,
      );
      onSelect({ selected: new Set(), active: next, anchor: next });
    }
    actions.setDropped(gone, true);
  };
  const showOne = (id: string): void => onSelect({ selected: new Set([id]), active: id, anchor: id });

  return (
    <div className={classes.columns}>
      <div className={classes.table}>
        <FilterBar
          episodes={episodes}
          shown={rows.length}
          selected={selected.length}
          filter={filter}
          onFilter={setFilter}
          sort={sort}
          onSort={setSort}
        />
        {rows.length === 0 ? (
          <EmptyState
            icon={<IconFilterOff size={26} />}
            title="No episode matches"
            text="Loosen the filter, or show the dropped ones too."
          >
            <Button size="xs" variant="default" onClick={() => setFilter({ ...NO_FILTER, showDropped: true })}>
              Show all
            </Button>
          </EmptyState>
        ) : (
          <EpisodeTable
            dataset={dataset}
            rows={rows}
            sort={sort}
            onSort={setSort}
            selection={selection}
            onSelect={onSelect}
            active={shown?.id ?? null}
            onDrop={drop}
            renaming={props.renaming}
            actions={actions}
          />
        )}
      </div>
      {/* another kind of subject begins at its top; the next episode stays where the last one was read */}
      <aside key={selected.length > 1 ? "several" : "one"} className={classes.inspector} aria-label="Inspector">
        {selected.length > 1 ? (
          <SelectionDetail
            selected={selected}
            episodes={episodes}
            actions={actions}
            onDrop={drop}
            onSplit={() => props.onSplit(true)}
            onClear={() => onSelect({ ...selection, selected: new Set() })}
          />
        ) : (
          subject !== undefined && (
            <EpisodeDetail dataset={dataset} episode={subject} episodes={episodes} actions={actions} onShow={showOne} />
          )
        )}
      </aside>
      {props.splitting && (
        <SplitDialog
          used={episodes.filter(({ used }) => used)}
          shown={rows.filter(({ used }) => used)}
          selected={selected.filter(({ used }) => used)}
          actions={actions}
          onClose={() => props.onSplit(false)}
        />
      )}
    </div>
  );
}
