import { promises as fs } from "node:fs";
import { join } from "node:path";
import { usedSteps } from "../../shared/dataset/used-episodes.ts";
import { writeEpisodeRecord } from "../../shared/export/episode-record.ts";
import { minariDatasetId, minariMetadata } from "../../shared/export/minari-metadata.ts";
import { minariTree } from "../../shared/export/minari-tree.ts";
import { EXPERT_RETURN, RANDOM_RETURN } from "../../shared/learn/reference-scores.ts";
import { writeDurably } from "../datasets/durable-files.ts";
import { eachUsed } from "./each-used.ts";
import { createHdf5 } from "./hdf5-sandbox.ts";
import type { Exported, ExportSource, TransferOptions } from "./transfer.ts";

/** Everything has a place in the file, even what the library itself does not read. */
export const MINARI_LOST = [] as const;

/** Writes data/main_data.hdf5, an episode at a time, and data/metadata.json: the layout of a Minari dataset's folder. */
export async function exportMinari(
  store: ExportSource,
  folder: string,
  name: string,
  options: TransferOptions,
): Promise<Exported> {
  const used = await store.usedEpisodes();
  const steps = used.reduce((sum, episode) => sum + usedSteps(episode), 0);
  const files = [join("data", "main_data.hdf5"), join("data", "metadata.json")] as const;
  await fs.mkdir(join(folder, "data"));
  await createHdf5(join(folder, files[0]), async (file) => {
    for await (const { index: id, summary, episode } of eachUsed(store, used, options, { reuse: false })) {
      await file.write(`/episode_${id}`, minariTree(id, episode, writeEpisodeRecord(episode, summary)));
    }
  });
  const { size } = await fs.stat(join(folder, files[0]));
  const metadata = minariMetadata(store.info, {
    datasetId: minariDatasetId(name),
    episodes: used.length,
    steps,
    megabytes: size / 1e6,
    returns: { random: RANDOM_RETURN, expert: EXPERT_RETURN },
  });
  await writeDurably(join(folder, files[1]), [Buffer.from(metadata)]);
  options.onProgress?.(1, `${used.length} episodes`);
  return { episodes: used.length, steps, files, lost: MINARI_LOST };
}
