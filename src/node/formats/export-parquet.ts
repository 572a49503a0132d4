import { join } from "node:path";
import { STEP_COLUMNS } from "../../shared/dataset/columns.ts";
import type { ColumnName, StepSnapshot } from "../../shared/dataset/columns.ts";
import type { Episode } from "../../shared/dataset/episode.ts";
import { eachUsed } from "./each-used.ts";
import type { ParquetValues } from "./parquet/encode-column.ts";
import { EpisodeTableWriter } from "./parquet/episode-table.ts";
import { MAX_GROUP_ROWS, ParquetFileWriter } from "./parquet/parquet-file-writer.ts";
import type { ParquetColumn } from "./parquet/parquet-schema.ts";
import { stepColumn } from "./parquet/step-table.ts";
import type { Exported, ExportSource, TransferOptions } from "./transfer.ts";

const NAMES = Object.keys(STEP_COLUMNS) as readonly ColumnName[];
const COLUMNS: readonly ParquetColumn[] = [
  { name: "episode", type: "string", width: null, optional: false },
  ...NAMES.map((name) => stepColumn(name, name, !STEP_COLUMNS[name].required)),
  { name: "snapshot", type: "binary", width: null, optional: true },
];

function snapshotsIn(snapshots: readonly StepSnapshot[], first: number, count: number): ParquetValues {
  const inside = snapshots.filter(({ step }) => step >= first && step < first + count);
  if (inside.length === 0) return null;
  const values: (Uint8Array | null)[] = Array.from({ length: count }, () => null);
  for (const { step, bytes } of inside) values[step - first] = bytes;
  return values;
}

async function writeEpisode(file: ParquetFileWriter, { meta, columns, snapshots }: Episode): Promise<void> {
  const id = new TextEncoder().encode(meta.id);
  for (let first = 0; first < meta.steps; first += MAX_GROUP_ROWS) {
    const count = Math.min(MAX_GROUP_ROWS, meta.steps - first);
    const values = NAMES.map((name) => {
      const { size } = STEP_COLUMNS[name];
      return columns[name]?.subarray(first * size, (first + count) * size) ?? null;
    });
    const ids: readonly Uint8Array[] = Array.from({ length: count }, () => id);
    await file.writeGroup([ids, ...values, snapshotsIn(snapshots, first, count)], count);
  }
}

/** Writes steps.parquet, one row group per episode, and episodes.parquet. */
export async function exportParquet(
  store: ExportSource,
  folder: string,
  _name: string,
  options: TransferOptions,
): Promise<Exported> {
  const kept = await store.usedEpisodes();
  const files = ["steps.parquet", "episodes.parquet"] as const;
  const steps = await ParquetFileWriter.create(join(folder, files[0]), COLUMNS);
  const episodes = await EpisodeTableWriter.create(join(folder, files[1]));
  try {
    for await (const { summary, episode } of eachUsed(store, kept, options, { reuse: true })) {
      await writeEpisode(steps, episode);
      await episodes.add(episode.meta.id, episode, summary);
    }
    await steps.finish({ "pogo.table": "steps", "pogo.dataset": store.info.name });
    await episodes.finish();
  } catch (error) {
    await steps.abandon();
    await episodes.abandon();
    throw error;
  }
  options.onProgress?.(1, `${kept.length} episodes`);
  return { episodes: kept.length, steps: steps.rows, files, lost: [] };
}
