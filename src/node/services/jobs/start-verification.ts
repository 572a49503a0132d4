import type { Job } from "../../../shared/ipc/jobs.ts";
import { verifyDataset } from "../../record/verify-dataset.ts";
import type { ServiceContext } from "../context.ts";
import { createProgressMeter } from "./progress-meter.ts";

/** Replays every kept episode of a dataset as a job. */
export async function startVerification(
  { jobs, datasets }: Pick<ServiceContext, "jobs" | "datasets">,
  dataset: string,
): Promise<Job> {
  const { name } = await datasets.read(dataset, (store) => store.summary());
  return jobs.start({
    kind: "verify",
    title: `Verify ${name}`,
    lane: null,
    run: async ({ signal, progress }) => {
      const meter = createProgressMeter("steps");
      const episodes = await datasets.read(dataset, (store) =>
        verifyDataset(store, {
          signal,
          onProgress: (done, total) => progress(meter(done, total, "Replaying episodes")),
        }),
      );
      return {
        kind: "verified",
        episodes: episodes.length,
        failed: episodes.filter(({ ok }) => !ok).map(({ id }) => id),
      };
    },
  });
}
