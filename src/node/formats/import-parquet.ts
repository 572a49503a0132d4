import { promises as fs } from "node:fs";
import { join, resolve } from "node:path";
import { FailureError } from "../../shared/base/failure.ts";
import { mapTable } from "../../shared/export/foreign-columns.ts";
import type { TableMapping } from "../../shared/export/foreign-columns.ts";
import type { RowChunk } from "../../shared/export/cut-episodes.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";
import { isMissing, onDisk } from "../datasets/disk-failure.ts";
import { exists } from "../datasets/durable-files.ts";
import { addTableEpisodes } from "./add-table-episodes.ts";
import { readEpisodeTable } from "./parquet/episode-table.ts";
import type { EpisodeTableRow } from "./parquet/episode-table.ts";
import { columnKinds, parquetRows } from "./parquet/parquet-rows.ts";
import { openParquet } from "./parquet/parquet-source.ts";
import type { Imported, TransferOptions } from "./transfer.ts";

const EPISODES = "episodes.parquet";

interface Files {
  readonly steps: readonly string[];
  readonly episodes: string;
}

/** A folder's steps.parquet, or all its Parquet files in the order of their names, or one file. */
async function locate(source: string): Promise<Files> {
  const path = resolve(source);
  try {
    if (!(await fs.stat(path)).isDirectory()) return { steps: [path], episodes: join(path, "..", EPISODES) };
    const names = (await fs.readdir(path)).filter((name) => name.endsWith(".parquet") && name !== EPISODES).sort();
    const chosen = names.includes("steps.parquet") ? ["steps.parquet"] : names;
    if (chosen.length > 0) return { steps: chosen.map((name) => join(path, name)), episodes: join(path, EPISODES) };
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  throw new FailureError(
    "not-found",
    `${source} has no Parquet file.`,
    "Choose a Parquet file, or the folder with steps.parquet in it.",
  );
}

/**
 * Adds the episodes of Parquet files to a dataset: ours bit for bit, others' where observation, action and reward are
 * found. FailureError "not-found", "invalid-file", "unsupported", "disk" or "cancelled".
 */
export async function importParquet(
  source: string,
  store: DatasetStore,
  options: TransferOptions = {},
): Promise<Imported> {
  return onDisk("Cannot read the Parquet files", async () => {
    const files = await locate(source);
    const mappings: TableMapping[] = [];
    let total = 0;
    for (const path of files.steps) {
      const file = await openParquet(path);
      await file.close();
      total += file.rows;
      mappings.push(mapTable(columnKinds(file), file.name, null));
    }
    const native = mappings.every((mapping) => mapping.native);
    const known = new Map<string, EpisodeTableRow>(
      native && (await exists(files.episodes)) ? await readEpisodeTable(files.episodes) : [],
    );
    let done = 0;
    async function* chunks(): AsyncGenerator<RowChunk, void, void> {
      for (const [i, path] of files.steps.entries()) {
        const mapping = mappings[i];
        if (mapping === undefined) continue;
        const file = await openParquet(path);
        try {
          for await (const chunk of parquetRows(file, mapping)) {
            yield chunk;
            done += chunk.rows;
          }
        } finally {
          await file.close();
        }
      }
    }
    const next = mappings.every(({ fields }) => fields.some(({ field }) => field === "next_observation"));
    return addTableEpisodes(
      {
        chunks: chunks(),
        native,
        next,
        progress: () => done / total,
        extras: ({ key, rows }) => {
          const row = known.get(key);
          return row?.steps === rows ? row : null;
        },
      },
      store,
      options,
    );
  });
}
