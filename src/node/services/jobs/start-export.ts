import { promises as fs } from "node:fs";
import { basename, join } from "node:path";
import type { ParsedRequestOf } from "../../../shared/ipc/contract.ts";
import type { Job } from "../../../shared/ipc/jobs.ts";
import { exportDataset } from "../../formats/export-dataset.ts";
import { homePaths } from "../../settings/home.ts";
import type { ServiceContext } from "../context.ts";
import { createProgressMeter } from "./progress-meter.ts";

/** Exports a dataset into a new folder below the home's exports as a job. */
export async function startExport(
  { jobs, datasets, info }: Pick<ServiceContext, "jobs" | "datasets" | "info">,
  { dataset, format }: ParsedRequestOf<"datasets/export">,
): Promise<Job> {
  const { name, path } = await datasets.read(dataset, (store) => store.summary());
  return jobs.start({
    kind: "export",
    title: `Export ${name} as ${format}`,
    // One after the other, so that two exports do not settle on the same free name.
    lane: "export",
    run: async ({ signal, progress }) => {
      const meter = createProgressMeter("%");
      const out = await freeFolder(homePaths(info.home).exports, `${basename(path)}-${format}`);
      const { files, lost } = await datasets.read(dataset, (store) =>
        exportDataset(store, format, out, {
          signal,
          onProgress: (fraction, message) => progress(meter(100 * fraction, 100, message)),
        }),
      );
      return { kind: "files", files, lost };
    },
  });
}

async function freeFolder(parent: string, stem: string): Promise<string> {
  await fs.mkdir(parent, { recursive: true });
  const taken = new Set(await fs.readdir(parent));
  let name = stem;
  for (let number = 2; taken.has(name); number += 1) name = `${stem}-${number}`;
  return join(parent, name);
}
