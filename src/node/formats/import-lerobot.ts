import { promises as fs } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { ACTION_SIZE, OBSERVATION_SIZE } from "../../shared/base/specs.ts";
import { FailureError } from "../../shared/base/failure.ts";
import { STEP_COLUMNS } from "../../shared/dataset/columns.ts";
import type { ColumnName, ColumnSpec, StepSnapshot } from "../../shared/dataset/columns.ts";
import { invalidFile } from "../../shared/dataset/invalid-file.ts";
import type { RowChunk } from "../../shared/export/cut-episodes.ts";
import { mapTable } from "../../shared/export/foreign-columns.ts";
import type { TableMapping } from "../../shared/export/foreign-columns.ts";
import { featureOf, OWN_PREFIX } from "../../shared/export/lerobot-features.ts";
import type { TableEpisode } from "../../shared/export/table-episodes.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";
import { isMissing, onDisk } from "../datasets/disk-failure.ts";
import { exists, readBounded } from "../datasets/durable-files.ts";
import { addTableEpisodes } from "./add-table-episodes.ts";
import { readEpisodeTable } from "./parquet/episode-table.ts";
import type { EpisodeTableRow } from "./parquet/episode-table.ts";
import { columnKinds, parquetRows } from "./parquet/parquet-rows.ts";
import { openParquet } from "./parquet/parquet-source.ts";
import type { ParquetSource } from "./parquet/parquet-source.ts";
import { SnapshotTable } from "./parquet/snapshot-table.ts";
import type { Imported, TransferOptions } from "./transfer.ts";

const MAX_INFO_BYTES = 4 * 1024 * 1024;

const infoSchema = z.object({
  codebase_version: z.string().max(20),
  features: z.record(
    z.string().max(300),
    z.object({ dtype: z.string().max(40), shape: z.array(z.number().int().nonnegative()).max(8) }),
  ),
});
type Info = z.infer<typeof infoSchema>;

async function readInfo(root: string, source: string): Promise<Info> {
  const path = join(root, "meta", "info.json");
  const bytes = await readBounded(path, MAX_INFO_BYTES).catch((error: unknown) => {
    if (isMissing(error))
      throw new FailureError(
        "not-found",
        `${source} is not a LeRobot dataset: it has no meta/info.json.`,
        "Choose the folder that contains data/ and meta/.",
      );
    throw error;
  });
  let info: Info;
  try {
    info = infoSchema.parse(JSON.parse(Buffer.from(bytes).toString("utf8")));
  } catch (error) {
    throw invalidFile("meta/info.json of the LeRobot dataset is damaged or of another kind.", error);
  }
  if (!/^v(2\.[01]|3\.\d+)$/.test(info.codebase_version))
    throw new FailureError(
      "unsupported",
      `The LeRobot dataset has version ${info.codebase_version}; versions 2.0, 2.1 and 3 are read.`,
      "Convert it with LeRobot's own script.",
    );
  for (const [key, size] of [
    ["observation.state", OBSERVATION_SIZE],
    ["action", ACTION_SIZE],
  ] as const) {
    const shape = info.features[key]?.shape;
    if (shape?.length !== 1 || shape[0] !== size)
      throw new FailureError(
        "unsupported",
        `The LeRobot dataset's ${key} has the shape ${shape === undefined ? "of nothing: it is missing" : `[${shape.join(", ")}]`}; the hopper's is [${size}].`,
        "Choose a dataset of the hopper.",
      );
  }
  return info;
}

/** data/chunk-…/….parquet in the order of their names, which is that of their episodes. */
async function dataFiles(root: string): Promise<readonly string[]> {
  const data = join(root, "data");
  const folders = (await fs.readdir(data, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const paths: string[] = [];
  for (const { name } of folders.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const files = (await fs.readdir(join(data, name))).filter((file) => file.endsWith(".parquet")).sort();
    paths.push(...files.map((file) => join(data, name, file)));
  }
  if (paths.length === 0) throw invalidFile("The LeRobot dataset has no Parquet file below data/.");
  return paths;
}

/** Our own columns among the features; null where the dataset is of another program. */
function ownMapping(source: ParquetSource): TableMapping | null {
  const kinds = columnKinds(source);
  if (!kinds.has(`${OWN_PREFIX}observation`)) return null;
  const fields = (Object.entries(STEP_COLUMNS) as [ColumnName, ColumnSpec][]).flatMap(([field, { size }]) =>
    kinds.get(featureOf(field)) === (size === 1 ? "scalar" : "list")
      ? [{ field, width: size, columns: [featureOf(field)] }]
      : [],
  );
  return { native: true, episode: "episode_index", fields };
}

function mappingOf(source: ParquetSource): TableMapping {
  return ownMapping(source) ?? mapTable(columnKinds(source), source.name, null);
}

function withoutAbsent(
  episode: TableEpisode,
  row: EpisodeTableRow | null,
  snapshots: readonly StepSnapshot[],
): TableEpisode {
  const fields = new Map(episode.fields);
  for (const name of row?.absent ?? []) if (name in STEP_COLUMNS) fields.delete(name as ColumnName);
  return { ...episode, fields, snapshots };
}

/**
 * Adds the episodes of a LeRobot dataset (v3, also v2.0 and v2.1) to ours: what we exported bit for bit, others' where
 * state and action are the hopper's. FailureError "not-found", "invalid-file", "unsupported", "disk" or "cancelled".
 */
export async function importLeRobot(
  source: string,
  store: DatasetStore,
  options: TransferOptions = {},
): Promise<Imported> {
  return onDisk("Cannot read the LeRobot dataset", async () => {
    const root = resolve(source);
    await readInfo(root, source);
    const paths = await dataFiles(root);
    let total = 0;
    let native = true;
    let next = true;
    for (const path of paths) {
      const file = await openParquet(path);
      await file.close();
      total += file.rows;
      const mapping = mappingOf(file);
      native &&= mapping.native;
      next &&= mapping.fields.some(({ field }) => field === "next_observation");
    }
    const table = join(root, "pogo", "episodes.parquet");
    const known = native && (await exists(table)) ? await readEpisodeTable(table) : new Map<string, EpisodeTableRow>();
    const rowOf = ({ key, rows }: TableEpisode): EpisodeTableRow | null => {
      const row = known.get(key);
      return row?.steps === rows ? row : null;
    };
    const snapshots = known.size > 0 ? await SnapshotTable.open(join(root, "pogo", "snapshots.parquet")) : null;
    let done = 0;
    async function* chunks(): AsyncGenerator<RowChunk, void, void> {
      for (const path of paths) {
        const file = await openParquet(path);
        try {
          for await (const chunk of parquetRows(file, mappingOf(file))) {
            yield chunk;
            done += chunk.rows;
          }
        } finally {
          await file.close();
        }
      }
    }
    try {
      return await addTableEpisodes(
        {
          chunks: chunks(),
          native,
          next,
          progress: () => done / total,
          extras: rowOf,
          complete: async (episode) => {
            const row = rowOf(episode);
            return withoutAbsent(episode, row, row === null ? [] : ((await snapshots?.of(episode.key)) ?? []));
          },
        },
        store,
        options,
      );
    } finally {
      await snapshots?.close();
    }
  });
}
