import type { Job } from "../../../shared/ipc/jobs.ts";
import type { ParsedRequestOf } from "../../../shared/ipc/contract.ts";
import { importerOf } from "../../formats/formats.ts";
import { removeEmptyDataset } from "../../datasets/remove-empty-dataset.ts";
import type { ServiceContext } from "../context.ts";
import { createProgressMeter } from "./progress-meter.ts";

/** Imports foreign episodes into a new dataset of the home, or into one that is there, as a job. */
export function startImport(
  { jobs, datasets, emit }: Pick<ServiceContext, "jobs" | "datasets" | "emit">,
  { source, format, name, into }: ParsedRequestOf<"datasets/import">,
): Job {
  return jobs.start({
    kind: "import",
    title: `Import ${name}`,
    lane: null,
    run: async ({ signal, progress }) => {
      const created = into === undefined ? await datasets.create(name) : null;
      const id = created?.id ?? into ?? "";
      const meter = createProgressMeter("%");
      try {
        const { episodes, steps, notes } = await datasets.write(id, (store) =>
          importerOf(format)(source, store, {
            signal,
            onProgress: (fraction, message) => progress(meter(100 * fraction, 100, message)),
          }),
        );
        return { kind: "dataset", datasetId: id, episodes, steps, notes };
      } catch (error) {
        // What was imported before the end stays; a new dataset into which nothing came is of no use to anybody.
        if (created !== null) await removeEmptyDataset(created.path);
        throw error;
      } finally {
        emit(created === null ? { type: "episodes-changed", dataset: id } : { type: "datasets-changed" });
      }
    },
  });
}
