import { useMemo, useState } from "react";
import { formatPlural } from "../../components/format.ts";
import { notifyFailure } from "../../components/notify-failure.ts";
import { notifyUndo } from "../../components/undo-notification.tsx";
import { useAppState } from "../../state/app-state-context.tsx";
import { navigate } from "../../state/use-route.ts";
import type { EpisodeActions } from "./episode-actions.ts";

/** The rows' actions on one dataset, and which row is being renamed. */
export function useEpisodeActions(dataset: string): {
  readonly actions: EpisodeActions;
  readonly renaming: string | null;
} {
  const { episodes } = useAppState();
  const [renaming, setRenaming] = useState<string | null>(null);
  const actions = useMemo<EpisodeActions>(() => {
    const change = async (ids: readonly string[], dropped: boolean): Promise<boolean> => {
      const op = dropped ? "drop" : "restore";
      const failure = await episodes.getState().edit(
        dataset,
        ids.map((episode) => ({ op, episode })),
      );
      if (failure !== null) notifyFailure(failure);
      return failure === null;
    };
    return {
      watch: (episode) => navigate({ screen: "library", dataset, episode: episode.id }),
      beginRename: setRenaming,
      endRename: async (episode, name) => {
        setRenaming(null);
        const wanted = name?.trim() ?? "";
        if (wanted === "" || wanted === episode.name) return;
        const edit = { op: "name", episode: episode.id, name: wanted } as const;
        const failure = await episodes.getState().edit(dataset, [edit]);
        if (failure !== null) notifyFailure(failure);
      },
      setDropped: async (rows, dropped) => {
        const ids = rows.map((row) => row.id);
        if (!(await change(ids, dropped))) return;
        const what = rows.length === 1 ? `“${rows[0]?.name ?? ""}”` : formatPlural(rows.length, "episode");
        notifyUndo(
          dropped ? `Dropped ${what}: hidden, and not trained on.` : `Restored ${what}.`,
          () => void change(ids, !dropped),
        );
      },
    };
  }, [dataset, episodes]);
  return { actions, renaming };
}
