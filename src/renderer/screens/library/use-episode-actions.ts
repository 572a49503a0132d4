import { useMemo, useRef, useState } from "react";
import type { Failure } from "../../../shared/base/failure.ts";
import { formatPlural } from "../../components/format.ts";
import { notifyFailure } from "../../components/notify-failure.ts";
import { notifyUndo } from "../../components/undo-notification.tsx";
import { useAppState } from "../../state/app-state-context.tsx";
import { navigate } from "../../state/use-route.ts";
import type { EpisodeActions } from "./episode-actions.ts";

/** What can be asked for on one dataset, and which row is being renamed. */
export function useEpisodeActions(dataset: string): {
  readonly actions: EpisodeActions;
  readonly renaming: string | null;
} {
  const { episodes, curation } = useAppState();
  const [renaming, setRenaming] = useState<string | null>(null);
  // An offer to undo is about the latest step: it goes when another one is made.
  const withdraw = useRef<() => void>(() => undefined);
  const actions = useMemo<EpisodeActions>(() => {
    const report = (failure: Failure | null): boolean => {
      if (failure !== null) notifyFailure(failure);
      return failure === null;
    };
    const undo = async (): Promise<void> => {
      withdraw.current();
      report(await curation.getState().undo(dataset));
    };
    const redo = async (): Promise<void> => {
      withdraw.current();
      report(await curation.getState().redo(dataset));
    };
    const edit: EpisodeActions["edit"] = async (edits, said = null) => {
      if (edits.length === 0) return;
      withdraw.current();
      const done = report(await episodes.getState().edit(dataset, edits));
      if (done && said !== null) withdraw.current = notifyUndo(said, () => void undo());
    };
    return {
      edit,
      undo: () => void undo(),
      redo: () => void redo(),
      watch: (episode) => navigate({ screen: "library", dataset, episode: episode.id }),
      beginRename: setRenaming,
      endRename: (episode, name) => {
        setRenaming(null);
        const wanted = name?.trim() ?? "";
        if (wanted === "" || wanted === episode.name) return;
        void edit([{ op: "name", episode: episode.id, name: wanted }]);
      },
      setDropped: (rows, dropped) => {
        const what = rows.length === 1 ? `“${rows[0]?.name ?? ""}”` : formatPlural(rows.length, "episode");
        void edit(
          rows.map(({ id }) => ({ op: dropped ? "drop" : "restore", episode: id })),
          dropped ? `Dropped ${what}: hidden, and not trained on.` : `Restored ${what}.`,
        );
      },
    };
  }, [dataset, episodes, curation]);
  return { actions, renaming };
}
