import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import { csvEpisodeHeader, csvEpisodeRow, csvHeader, csvLines } from "../../shared/export/csv-rows.ts";
import { eachUsed } from "./each-used.ts";
import { FileSink } from "./file-sink.ts";
import type { Exported, ExportSource, TransferOptions } from "./transfer.ts";

/** What CSV has no place for. */
export const CSV_LOST = ["Simulator snapshots: episodes read back from CSV cannot be replayed bit for bit."] as const;

/** Steps that are made into text at once. */
const ROWS_AT_ONCE = 4096;

/** Writes steps.csv and episodes.csv; one episode is in memory at a time. */
export async function exportCsv(
  store: ExportSource,
  folder: string,
  _name: string,
  options: TransferOptions,
): Promise<Exported> {
  const kept = await store.usedEpisodes();
  const files = ["steps.csv", "episodes.csv"] as const;
  const rows = await FileSink.create(join(folder, files[0]));
  const table = await FileSink.create(join(folder, files[1]));
  let steps = 0;
  try {
    await rows.put(Buffer.from(stringify([[...csvHeader()]])));
    await table.put(Buffer.from(stringify([[...csvEpisodeHeader()]])));
    for await (const { summary, episode } of eachUsed(store, kept, options, { reuse: true })) {
      for (let from = 0; from < episode.meta.steps; from += ROWS_AT_ONCE)
        await rows.put(
          Buffer.from(csvLines(episode, from, Math.min(from + ROWS_AT_ONCE, episode.meta.steps)), "latin1"),
        );
      await table.put(Buffer.from(stringify([[...csvEpisodeRow(episode, summary)]])));
      steps += episode.meta.steps;
    }
    await rows.finish();
    await table.finish();
  } catch (error) {
    await rows.abandon();
    await table.abandon();
    throw error;
  }
  options.onProgress?.(1, `${kept.length} episodes`);
  return { episodes: kept.length, steps, files, lost: CSV_LOST };
}
