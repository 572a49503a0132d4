import { createStore } from "zustand/vanilla";
import type { StoreApi } from "zustand/vanilla";
import type { Result } from "../../shared/base/failure.ts";
import type { DatasetSummary } from "../../shared/dataset/episode.ts";
import type { Bridge } from "../../shared/ipc/bridge.ts";
import { LOADING, toRemote } from "./remote.ts";
import type { Remote } from "./remote.ts";

export interface DatasetsState {
  readonly list: Remote<readonly DatasetSummary[]>;
  refresh(): Promise<void>;
  create(name: string): Promise<Result<DatasetSummary>>;
}

export function createDatasetsStore(bridge: Bridge): StoreApi<DatasetsState> {
  return createStore<DatasetsState>()((set, get) => ({
    list: LOADING,
    refresh: async () => set({ list: toRemote(await bridge.invoke("datasets/list", {})) }),
    create: async (name) => {
      const result = await bridge.invoke("datasets/create", { name });
      if (result.ok) await get().refresh();
      return result;
    },
  }));
}
