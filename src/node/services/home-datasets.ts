import { FailureError, toFailure } from "../../shared/base/failure.ts";
import type { DatasetSummary } from "../../shared/dataset/episode.ts";
import type { HostEvent } from "../../shared/ipc/contract.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";
import { createDatasetIn, findDataset, listDatasets, summariseDataset } from "../datasets/list-datasets.ts";
import { openDataset } from "../datasets/open-dataset.ts";
import { createReplaySimulator } from "../record/replay-simulator.ts";

/**
 * The datasets of a home folder by their ids. A dataset is locked for writing only while something is written, so that
 * the command line can write to it in between.
 */
export interface HomeDatasets {
  list(): Promise<readonly DatasetSummary[]>;
  create(name: string): Promise<DatasetSummary>;
  /** folder of a dataset; FailureError "not-found" */
  find(id: string): Promise<string>;
  read<T>(id: string, work: (store: DatasetStore) => Promise<T>): Promise<T>;
  /** FailureError "locked" while another program writes */
  write<T>(id: string, work: (store: DatasetStore) => Promise<T>): Promise<T>;
  /** opens for writing; whoever asks closes */
  open(id: string): Promise<DatasetStore>;
  /** brings back what a dead writer left in journals, and says what could not be brought back */
  recover(): Promise<void>;
}

export function createHomeDatasets(home: string, emit: (event: HostEvent) => void): HomeDatasets {
  const open = async (id: string): Promise<DatasetStore> =>
    openDataset(await findDataset(home, id), { mode: "write", createSimulator: createReplaySimulator });

  const recoverOne = async (path: string): Promise<void> => {
    const store = await openDataset(path, { mode: "write", createSimulator: createReplaySimulator });
    try {
      if (store.recovered.length > 0) emit({ type: "episodes-changed", dataset: store.info.id });
      for (const { failure } of store.unrecovered) emit({ type: "problem", failure });
    } finally {
      await store.close();
    }
  };

  return {
    list: () => listDatasets(home),
    create: async (name) => {
      const path = await createDatasetIn(home, { name });
      emit({ type: "datasets-changed" });
      return summariseDataset(path);
    },
    find: (id) => findDataset(home, id),
    read: async (id, work) =>
      work(await openDataset(await findDataset(home, id), { mode: "read", createSimulator: createReplaySimulator })),
    write: async (id, work) => {
      const store = await open(id);
      try {
        return await work(store);
      } finally {
        await store.close();
      }
    },
    open,
    recover: async () => {
      for (const { path, problem } of await listDatasets(home)) {
        if (problem !== null) continue;
        try {
          await recoverOne(path);
        } catch (error) {
          // Another program writes there: then nothing is left over.
          if (error instanceof FailureError && error.failure.kind === "locked") continue;
          emit({ type: "problem", failure: toFailure(error) });
        }
      }
    },
  };
}
