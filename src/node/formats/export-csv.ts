import { promises as fs } from "node:fs";
import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import { csvEpisodeHeader, csvEpisodeRow, csvHeader, csvLines } from "../../shared/export/csv-rows.ts";
import { writeAll } from "../datasets/durable-files.ts";
import { eachUsed } from "./each-used.ts";
import type { Exported, ExportSource, TransferOptions } from "./transfer.ts";

/** What CSV has no place for. */
export const CSV_LOST = ["Simulator snapshots: episodes read back from CSV cannot be replayed bit for bit."] as const;

/** Steps that are made into text at once. */
const ROWS_AT_ONCE = 4096;

/** A text file that grows. */
class TextFile {
  readonly #file: fs.FileHandle;
  #position = 0;

  private constructor(file: fs.FileHandle) {
    this.#file = file;
  }

  static async create(path: string): Promise<TextFile> {
    return new TextFile(await fs.open(path, "wx"));
  }

  async append(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    await writeAll(this.#file, bytes, this.#position);
    this.#position += bytes.length;
  }

  sync(): Promise<void> {
    return this.#file.sync();
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** Writes steps.csv and episodes.csv; one episode is in memory at a time. */
export async function exportCsv(
  store: ExportSource,
  folder: string,
  _name: string,
  options: TransferOptions,
): Promise<Exported> {
  const kept = await store.usedEpisodes();
  const files = ["steps.csv", "episodes.csv"] as const;
  const rows = await TextFile.create(join(folder, files[0]));
  const table = await TextFile.create(join(folder, files[1]));
  let steps = 0;
  try {
    await rows.append(stringify([[...csvHeader()]]));
    await table.append(stringify([[...csvEpisodeHeader()]]));
    for await (const { summary, episode } of eachUsed(store, kept, options)) {
      for (let from = 0; from < episode.meta.steps; from += ROWS_AT_ONCE)
        await rows.append(csvLines(episode, from, Math.min(from + ROWS_AT_ONCE, episode.meta.steps)));
      await table.append(stringify([[...csvEpisodeRow(episode, summary)]]));
      steps += episode.meta.steps;
    }
    await rows.sync();
    await table.sync();
  } finally {
    await rows.close();
    await table.close();
  }
  options.onProgress?.(1, `${kept.length} episodes`);
  return { episodes: kept.length, steps, files, lost: CSV_LOST };
}
