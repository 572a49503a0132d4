import { createStore } from "zustand/vanilla";
import type { StoreApi } from "zustand/vanilla";
import type { Failure, Result } from "../../shared/base/failure.ts";
import type { Bridge } from "../../shared/ipc/bridge.ts";
import type { CurationSteps } from "../../shared/ipc/contract.ts";

/** The history of curation, as far as the page shows it: what could be undone and redone next, by dataset. */
export interface CurationState {
  readonly byDataset: Readonly<Record<string, CurationSteps>>;
  load(dataset: string): Promise<void>;
  /** asks again for what has been loaded before, nothing else */
  refresh(dataset: string): Promise<void>;
  /** null when all went well, also where there was nothing to undo; the episodes follow with the host's event */
  undo(dataset: string): Promise<Failure | null>;
  redo(dataset: string): Promise<Failure | null>;
}

export const NO_STEPS: CurationSteps = { undo: null, redo: null };

export function createCurationStore(bridge: Bridge): StoreApi<CurationState> {
  return createStore<CurationState>()((set, get) => {
    /** Answers can overtake each other; only the last question's counts. */
    const asked: Record<string, number> = {};
    const ask = async (dataset: string, question: Promise<Result<CurationSteps>>): Promise<Failure | null> => {
      const turn = (asked[dataset] ?? 0) + 1;
      asked[dataset] = turn;
      const result = await question;
      if (!result.ok) return result.failure;
      if (asked[dataset] === turn) set((state) => ({ byDataset: { ...state.byDataset, [dataset]: result.value } }));
      return null;
    };
    const load = async (dataset: string): Promise<void> => {
      await ask(dataset, bridge.invoke("datasets/history", { dataset }));
    };
    return {
      byDataset: {},
      load,
      refresh: async (dataset) => {
        if (get().byDataset[dataset] !== undefined) await load(dataset);
      },
      undo: (dataset) => ask(dataset, bridge.invoke("datasets/undo", { dataset })),
      redo: (dataset) => ask(dataset, bridge.invoke("datasets/redo", { dataset })),
    };
  });
}
