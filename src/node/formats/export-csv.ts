import { promises as fs } from "node:fs";
import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import { csvEpisodeHeader, csvEpisodeRow, csvHeader, csvRows } from "../../shared/export/csv-rows.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";
import { writeAll, writeDurably } from "../datasets/durable-files.ts";
import { checkCancelled } from "./transfer.ts";
import type { Exported, TransferOptions } from "./transfer.ts";

/** What CSV has no place for. */
export const CSV_LOST = ["Simulator snapshots: episodes read back from CSV cannot be replayed bit for bit."] as const;

/** Writes steps.csv and episodes.csv; one episode is in memory at a time. */
export async function exportCsv(
  store: DatasetStore,
  folder: string,
  _name: string,
  options: TransferOptions,
): Promise<Exported> {
  const kept = await store.usedEpisodes();
  await writeDurably(join(folder, "episodes.csv"), [
    Buffer.from(stringify([csvEpisodeHeader(), ...kept.map(csvEpisodeRow)])),
  ]);
  const file = await fs.open(join(folder, "steps.csv"), "wx");
  let position = 0;
  const write = async (rows: readonly (readonly string[])[]): Promise<void> => {
    const bytes = Buffer.from(stringify([...rows]));
    await writeAll(file, bytes, position);
    position += bytes.length;
  };
  try {
    await write([csvHeader()]);
    for (const [done, episode] of kept.entries()) {
      checkCancelled(options, "The export was cancelled; nothing was written.");
      options.onProgress?.(done / kept.length, `Episode ${done + 1} of ${kept.length}`);
      await write([...csvRows(await store.loadUsed(episode))]);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  options.onProgress?.(1, `${kept.length} episodes`);
  return {
    episodes: kept.length,
    steps: kept.reduce((sum, episode) => sum + episode.steps, 0),
    files: ["steps.csv", "episodes.csv"],
    lost: CSV_LOST,
  };
}
