import { createStore } from "zustand/vanilla";
import type { StoreApi } from "zustand/vanilla";
import type { Failure } from "../../shared/base/failure.ts";
import { MAX_EDITS } from "../../shared/dataset/curation.ts";
import type { Edit } from "../../shared/dataset/curation.ts";
import type { EpisodeSummary } from "../../shared/dataset/episode.ts";
import type { Bridge } from "../../shared/ipc/bridge.ts";
import { LOADING, toRemote } from "./remote.ts";
import type { Remote } from "./remote.ts";

export interface EpisodesState {
  /** dropped episodes included; by dataset id */
  readonly byDataset: Readonly<Record<string, Remote<readonly EpisodeSummary[]>>>;
  load(dataset: string): Promise<void>;
  /** reloads what has been loaded before, nothing else */
  refresh(dataset: string): Promise<void>;
  /** edits that are undone as one (of up to MAX_EDITS); null when all went well */
  edit(dataset: string, edits: readonly Edit[]): Promise<Failure | null>;
}

export function createEpisodesStore(bridge: Bridge): StoreApi<EpisodesState> {
  return createStore<EpisodesState>()((set, get) => {
    const put = (dataset: string, value: Remote<readonly EpisodeSummary[]>): void =>
      set((state) => ({ byDataset: { ...state.byDataset, [dataset]: value } }));

    const replace = (dataset: string, changed: readonly EpisodeSummary[]): void => {
      const byId = new Map(changed.map((row) => [row.id, row]));
      const known = get().byDataset[dataset];
      if (known?.status !== "ready") return;
      put(dataset, { status: "ready", value: known.value.map((row) => byId.get(row.id) ?? row) });
    };

    /** Answers can overtake each other; only the last question's counts. */
    const asked: Record<string, number> = {};
    const fetch = async (dataset: string): Promise<void> => {
      const turn = (asked[dataset] ?? 0) + 1;
      asked[dataset] = turn;
      const result = await bridge.invoke("datasets/episodes", { dataset, dropped: true });
      if (asked[dataset] === turn) put(dataset, toRemote(result));
    };

    return {
      byDataset: {},
      load: async (dataset) => {
        if (get().byDataset[dataset] === undefined) put(dataset, LOADING);
        await fetch(dataset);
      },
      refresh: async (dataset) => {
        if (get().byDataset[dataset] !== undefined) await fetch(dataset);
      },
      edit: async (dataset, edits) => {
        for (let first = 0; first < edits.length; first += MAX_EDITS) {
          const part = edits.slice(first, first + MAX_EDITS);
          const result = await bridge.invoke("datasets/edit", { dataset, edits: part });
          if (!result.ok) return result.failure;
          replace(dataset, result.value);
        }
        return null;
      },
    };
  });
}
