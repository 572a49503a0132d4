import { TextInput } from "@mantine/core";
import { memo, useEffect, useRef } from "react";
import type { JSX, KeyboardEvent, MouseEvent } from "react";
import type { EpisodeSummary } from "../../../../shared/dataset/episode.ts";
import { effectiveTrim } from "../../../../shared/dataset/trim-episode.ts";
import { useTraces } from "../../../state/app-state-context.tsx";
import type { EpisodeActions } from "../episode-actions.ts";
import { underName } from "./columns.tsx";
import type { Column } from "./columns.tsx";
import classes from "./episode-table.module.css";
import { RowActions } from "./row-actions.tsx";
import { Sparkline } from "./sparkline.tsx";

interface EpisodeRowProps {
  readonly episode: EpisodeSummary;
  readonly columns: readonly Column[];
  readonly rowIndex: number;
  readonly active: boolean;
  /** a key moved here: take the focus */
  readonly focused: boolean;
  readonly selected: boolean;
  readonly renaming: boolean;
  /** the row's place for the keyboard is the table's */
  readonly tabStop: boolean;
  readonly onPick: (event: MouseEvent<HTMLElement>, episode: EpisodeSummary) => void;
  readonly onToggle: (episode: EpisodeSummary) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>, episode: EpisodeSummary) => void;
  readonly actions: EpisodeActions;
}

/** One episode. Drawn anew only when something of it changes, so that a scroll draws just the rows that come into sight. */
export const EpisodeRow = memo(function EpisodeRow(props: EpisodeRowProps): JSX.Element {
  const { episode, columns, active, selected, actions } = props;
  const trace = useTraces((state) => state.byEpisode.get(episode.id));
  return (
    <tr
      aria-rowindex={props.rowIndex}
      aria-selected={selected}
      className={classes.row}
      data-active={active}
      data-dropped={episode.dropped}
      data-unused={!episode.used}
      onClick={(event) => props.onPick(event, episode)}
      onDoubleClick={() => actions.watch(episode)}
    >
      <td>
        <input
          type="checkbox"
          className={classes.check}
          tabIndex={-1}
          aria-label={`Select ${episode.name}`}
          checked={selected}
          onChange={() => props.onToggle(episode)}
          onClick={(event) => event.stopPropagation()}
        />
      </td>
      <td>
        <Sparkline trace={trace} steps={episode.steps} trim={effectiveTrim(episode.curation.trim, episode.steps)} />
      </td>
      <td className={classes.name}>
        {props.renaming ? <NameEditor episode={episode} actions={actions} /> : <NameButton {...props} />}
        <span className={classes.under}>{underName(episode, columns)}</span>
      </td>
      {columns.map((column, index) => (
        <td key={column.label} data-numeric={column.numeric}>
          {column.cell(episode)}
          {index === columns.length - 1 && <RowActions episode={episode} actions={actions} />}
        </td>
      ))}
    </tr>
  );
});

/** The row's one stop for the keyboard: its name. */
function NameButton({ episode, tabStop, focused, onKeyDown }: EpisodeRowProps): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (focused) button.current?.focus({ preventScroll: true });
  }, [focused]);
  return (
    <button
      ref={button}
      type="button"
      title={episode.id}
      tabIndex={tabStop ? 0 : -1}
      onKeyDown={(event) => onKeyDown(event, episode)}
      aria-keyshortcuts="Space Enter F2 Delete"
    >
      {episode.name}
    </button>
  );
}

function NameEditor({
  episode,
  actions,
}: {
  readonly episode: EpisodeSummary;
  readonly actions: EpisodeActions;
}): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);
  return (
    <TextInput
      ref={input}
      size="xs"
      aria-label={`Name of ${episode.name}`}
      defaultValue={episode.name}
      maxLength={200}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onBlur={(event) => actions.endRename(episode, event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") actions.endRename(episode, event.currentTarget.value);
        if (event.key === "Escape") actions.endRename(episode, null);
      }}
    />
  );
}
