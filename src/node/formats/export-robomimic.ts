import { join } from "node:path";
import { writeEpisodeRecord } from "../../shared/export/episode-record.ts";
import { robomimicAttributes, robomimicMasks, robomimicTree } from "../../shared/export/robomimic-tree.ts";
import { usedSteps } from "../../shared/dataset/used-episodes.ts";
import { eachUsed } from "./each-used.ts";
import { createHdf5 } from "./hdf5-sandbox.ts";
import type { Exported, ExportSource, TransferOptions } from "./transfer.ts";

/** What robomimic calls files of states without images. */
export const ROBOMIMIC_FILE = "low_dim.hdf5";

/** Everything has a place: robomimic passes over what it does not know. */
export const ROBOMIMIC_LOST = [] as const;

/** Writes one HDF5 file in robomimic's layout, an episode at a time. */
export async function exportRobomimic(
  store: ExportSource,
  folder: string,
  _name: string,
  options: TransferOptions,
): Promise<Exported> {
  const used = await store.usedEpisodes();
  const steps = used.reduce((sum, episode) => sum + usedSteps(episode), 0);
  await createHdf5(join(folder, ROBOMIMIC_FILE), async (file) => {
    await file.write("/data", robomimicAttributes(store.info, steps));
    for await (const { index: i, summary, episode } of eachUsed(store, used, options, { reuse: false })) {
      await file.write(`/data/demo_${i}`, robomimicTree(episode, writeEpisodeRecord(episode, summary)));
    }
    await file.write("/mask", robomimicMasks(used));
  });
  options.onProgress?.(1, `${used.length} episodes`);
  return { episodes: used.length, steps, files: [ROBOMIMIC_FILE], lost: ROBOMIMIC_LOST };
}
