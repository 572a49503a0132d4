import { createStore } from "zustand/vanilla";
import type { StoreApi } from "zustand/vanilla";
import type { Failure } from "../../shared/base/failure.ts";
import type { DatasetStatistics } from "../../shared/dataset/dataset-statistics.ts";
import type { Bridge } from "../../shared/ipc/bridge.ts";
import type { Job } from "../../shared/ipc/jobs.ts";

/** What is known of one dataset's statistics. The last figures stay on screen while newer ones are computed. */
export interface StatisticsEntry {
  readonly figures: DatasetStatistics | null;
  /** the job that computes them now, or did last; null before it started */
  readonly job: string | null;
  readonly failure: Failure | null;
  /** the episodes changed since the figures' computation began */
  readonly stale: boolean;
}

export interface StatisticsState {
  readonly byDataset: Readonly<Record<string, StatisticsEntry>>;
  /** the job it started, or null where it was refused */
  compute(dataset: string): Promise<Job | null>;
  /** a job as the host now knows it: takes the figures, or the failure, of those asked for here */
  take(job: Job): void;
  /** the dataset's episodes changed */
  age(dataset: string): void;
}

export const NO_STATISTICS: StatisticsEntry = { figures: null, job: null, failure: null, stale: false };

export function createStatisticsStore(bridge: Bridge): StoreApi<StatisticsState> {
  return createStore<StatisticsState>()((set, get) => {
    const change = (dataset: string, part: Partial<StatisticsEntry>): void =>
      set(({ byDataset }) => ({
        byDataset: { ...byDataset, [dataset]: { ...(byDataset[dataset] ?? NO_STATISTICS), ...part } },
      }));

    const take = (job: Job): void => {
      if (job.kind !== "statistics") return;
      if (job.result?.kind === "statistics") {
        const { dataset, statistics } = job.result;
        return change(dataset, { figures: statistics, failure: null });
      }
      const { byDataset } = get();
      const dataset = Object.keys(byDataset).find((id) => byDataset[id]?.job === job.id);
      if (dataset !== undefined && job.failure !== null) change(dataset, { failure: job.failure });
    };

    return {
      byDataset: {},
      compute: async (dataset) => {
        change(dataset, { failure: null, stale: false });
        const started = await bridge.invoke("datasets/statistics", { dataset });
        if (!started.ok) {
          change(dataset, { failure: started.failure });
          return null;
        }
        change(dataset, { job: started.value.id });
        take(started.value);
        return started.value;
      },
      take,
      age: (dataset) => {
        if (get().byDataset[dataset] !== undefined) change(dataset, { stale: true });
      },
    };
  });
}
