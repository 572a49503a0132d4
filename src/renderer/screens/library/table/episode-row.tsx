import { ActionIcon, Checkbox, TextInput, Tooltip } from "@mantine/core";
import { IconArrowBackUp, IconPencil, IconPlayerPlay, IconTrash } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { JSX, KeyboardEvent, MouseEvent } from "react";
import type { EpisodeSummary } from "../../../../shared/dataset/episode.ts";
import { effectiveTrim } from "../../../../shared/dataset/trim-episode.ts";
import { useTraces } from "../../../state/app-state-context.tsx";
import type { EpisodeActions } from "../episode-actions.ts";
import { underName } from "./columns.tsx";
import type { Column } from "./columns.tsx";
import classes from "./episode-table.module.css";
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
  readonly onPick: (event: MouseEvent<HTMLElement>) => void;
  readonly onToggle: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly actions: EpisodeActions;
}

/** One episode. */
export function EpisodeRow(props: EpisodeRowProps): JSX.Element {
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
      onClick={props.onPick}
      onDoubleClick={() => actions.watch(episode)}
    >
      <td>
        <Checkbox
          size="xs"
          tabIndex={-1}
          aria-label={`Select ${episode.name}`}
          checked={selected}
          onChange={props.onToggle}
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
}

/** The row's one stop for the keyboard: its name. */
function NameButton({ episode, active, focused, onKeyDown }: EpisodeRowProps): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (focused) button.current?.focus({ preventScroll: true });
  }, [focused]);
  return (
    <button
      ref={button}
      type="button"
      title={episode.id}
      tabIndex={active ? 0 : -1}
      onKeyDown={onKeyDown}
      aria-keyshortcuts="Space Enter F2 Delete"
    >
      {episode.name}
    </button>
  );
}

function RowActions({
  episode,
  actions,
}: {
  readonly episode: EpisodeSummary;
  readonly actions: EpisodeActions;
}): JSX.Element {
  return (
    <span className={classes.actions}>
      <RowButton label={`Watch ${episode.name}`} tip="Watch (Enter)" onClick={() => actions.watch(episode)}>
        <IconPlayerPlay size={16} />
      </RowButton>
      <RowButton label={`Rename ${episode.name}`} tip="Rename (F2)" onClick={() => actions.beginRename(episode.id)}>
        <IconPencil size={16} />
      </RowButton>
      <RowButton
        label={`${episode.dropped ? "Restore" : "Drop"} ${episode.name}`}
        tip={episode.dropped ? "Restore (K)" : "Drop (Delete)"}
        onClick={() => actions.setDropped([episode], !episode.dropped)}
      >
        {episode.dropped ? <IconArrowBackUp size={16} /> : <IconTrash size={16} />}
      </RowButton>
    </span>
  );
}

interface RowButtonProps {
  readonly label: string;
  readonly tip: string;
  readonly onClick: () => void;
  readonly children: JSX.Element;
}

function RowButton({ label, tip, onClick, children }: RowButtonProps): JSX.Element {
  return (
    <Tooltip label={tip}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        tabIndex={-1}
        aria-label={label}
        onClick={(event) => {
          event.stopPropagation();
          onClick();
        }}
      >
        {children}
      </ActionIcon>
    </Tooltip>
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
