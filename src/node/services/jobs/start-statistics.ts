import type { Job } from "../../../shared/ipc/jobs.ts";
import { computeStatistics } from "../../statistics/compute-statistics.ts";
import type { ServiceContext } from "../context.ts";
import { createProgressMeter } from "./progress-meter.ts";

/** Starts statistics of a dataset as a job. One runs at a time; a newer request for a dataset replaces one that still waits. */
export function createStatisticsStarter({
  jobs,
  datasets,
}: Pick<ServiceContext, "jobs" | "datasets">): (dataset: string) => Promise<Job> {
  const latest = new Map<string, string>();
  const replaceWaiting = (dataset: string): void => {
    const id = latest.get(dataset);
    const waiting = jobs.list().find((job) => job.id === id && job.state === "queued");
    if (waiting === undefined) return;
    jobs.cancel(waiting.id);
    jobs.dismiss(waiting.id);
  };
  return async (dataset) => {
    const { name } = await datasets.read(dataset, (store) => store.summary());
    replaceWaiting(dataset);
    const job = jobs.start({
      kind: "statistics",
      title: `Statistics of ${name}`,
      lane: "statistics",
      run: async ({ signal, progress }) => {
        const meter = createProgressMeter("steps");
        const statistics = await datasets.read(dataset, (store) =>
          computeStatistics(store, {
            signal,
            onProgress: (done, total) => progress(meter(done, total, "Reading episodes")),
          }),
        );
        return { kind: "statistics", dataset, statistics };
      },
    });
    latest.set(dataset, job.id);
    return job;
  };
}
