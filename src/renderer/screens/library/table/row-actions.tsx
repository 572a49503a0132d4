import { IconArrowBackUp, IconPencil, IconPlayerPlay, IconTrash } from "@tabler/icons-react";
import type { JSX } from "react";
import type { EpisodeSummary } from "../../../../shared/dataset/episode.ts";
import type { EpisodeActions } from "../episode-actions.ts";
import classes from "./episode-table.module.css";

interface RowActionsProps {
  readonly episode: EpisodeSummary;
  readonly actions: EpisodeActions;
}

/** For the pointer; keys do the same from the row's name. Plain buttons: hundreds are made and unmade in a scroll. */
export function RowActions({ episode, actions }: RowActionsProps): JSX.Element {
  const { name, dropped, id } = episode;
  return (
    <span className={classes.actions}>
      <RowButton label={`Watch ${name}`} tip="Watch (Enter)" onClick={() => actions.watch(episode)}>
        <IconPlayerPlay size={16} />
      </RowButton>
      <RowButton label={`Rename ${name}`} tip="Rename (F2)" onClick={() => actions.beginRename(id)}>
        <IconPencil size={16} />
      </RowButton>
      <RowButton
        label={`${dropped ? "Restore" : "Drop"} ${name}`}
        tip={dropped ? "Restore" : "Drop (Delete)"}
        onClick={() => actions.setDropped([episode], !dropped)}
      >
        {dropped ? <IconArrowBackUp size={16} /> : <IconTrash size={16} />}
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
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      title={tip}
      onClick={(event) => {
        event.stopPropagation();
        onClick();
      }}
    >
      {children}
    </button>
  );
}
