import { ActionIcon, Badge, Checkbox, TextInput, Tooltip } from "@mantine/core";
import { IconArrowBackUp, IconPencil, IconPlayerPlay, IconTrash } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { JSX, KeyboardEvent } from "react";
import type { EpisodeSummary } from "../../../shared/dataset/episode.ts";
import { formatCount, formatReturn, formatWhen, formatWhenFull } from "../../components/format.ts";
import type { EpisodeActions } from "./episode-actions.ts";
import { CAUSE_LABELS, LEVEL_LABELS, SOURCE_LABELS, healthBadges } from "./episode-labels.ts";
import classes from "./episode-table.module.css";

interface EpisodeRowProps {
  readonly episode: EpisodeSummary;
  readonly rowIndex: number;
  readonly active: boolean;
  /** a key moved here: take the focus */
  readonly focused: boolean;
  readonly selected: boolean;
  readonly renaming: boolean;
  readonly onActivate: () => void;
  readonly onToggle: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly actions: EpisodeActions;
}

/** One episode. */
export function EpisodeRow(props: EpisodeRowProps): JSX.Element {
  const { episode, active, selected, actions } = props;
  const badge = healthBadges(episode)[0];
  return (
    <tr
      aria-rowindex={props.rowIndex}
      aria-selected={selected}
      className={classes.row}
      data-active={active}
      data-dropped={episode.dropped}
      onClick={props.onActivate}
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
      <td className={classes.name}>
        {props.renaming ? <NameEditor episode={episode} actions={actions} /> : <NameButton {...props} />}
      </td>
      <td>{SOURCE_LABELS[episode.source]}</td>
      <td>{LEVEL_LABELS[episode.level]}</td>
      <td data-numeric>{formatCount(episode.steps)}</td>
      <td data-numeric>{formatReturn(episode.return)}</td>
      <td data-fell={episode.terminated}>{CAUSE_LABELS[episode.cause]}</td>
      <td title={formatWhenFull(episode.createdAt)}>{formatWhen(episode.createdAt)}</td>
      <td>
        {badge !== undefined && (
          <Tooltip label={badge.doc} multiline maw={260}>
            <Badge color={badge.color} size="sm">
              {badge.label}
            </Badge>
          </Tooltip>
        )}
      </td>
      <td className={classes.actions}>
        <RowButton label={`Watch ${episode.name}`} tip="Watch" onClick={() => actions.watch(episode)}>
          <IconPlayerPlay size={16} />
        </RowButton>
        <RowButton label={`Rename ${episode.name}`} tip="Rename" onClick={() => actions.beginRename(episode.id)}>
          <IconPencil size={16} />
        </RowButton>
        <RowButton
          label={`${episode.dropped ? "Restore" : "Drop"} ${episode.name}`}
          tip={episode.dropped ? "Restore" : "Drop"}
          onClick={() => actions.setDropped([episode], !episode.dropped)}
        >
          {episode.dropped ? <IconArrowBackUp size={16} /> : <IconTrash size={16} />}
        </RowButton>
      </td>
    </tr>
  );
}

/** The row's one stop for the keyboard: its name. */
function NameButton({ episode, active, focused, onActivate, onKeyDown }: EpisodeRowProps): JSX.Element {
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
      onFocus={onActivate}
      onKeyDown={onKeyDown}
      aria-keyshortcuts="Space Enter F2 Delete"
    >
      {episode.name}
    </button>
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
      onDoubleClick={(event) => event.stopPropagation()}
      onBlur={(event) => actions.endRename(episode, event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") actions.endRename(episode, event.currentTarget.value);
        if (event.key === "Escape") actions.endRename(episode, null);
      }}
    />
  );
}
