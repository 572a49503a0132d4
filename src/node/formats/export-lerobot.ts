import { promises as fs } from "node:fs";
import { join } from "node:path";
import { STEP_COLUMNS } from "../../shared/dataset/columns.ts";
import type { ColumnName } from "../../shared/dataset/columns.ts";
import type { Episode, EpisodeSummary } from "../../shared/dataset/episode.ts";
import { usedSteps } from "../../shared/dataset/used-episodes.ts";
import { featureStatistics, StatisticsTotal } from "../../shared/export/feature-statistics.ts";
import { featureValues } from "../../shared/export/lerobot-episode.ts";
import type { FeatureValues } from "../../shared/export/lerobot-episode.ts";
import { leRobotFeatures, leRobotInfo } from "../../shared/export/lerobot-features.ts";
import type { LeRobotFeature, LeRobotType } from "../../shared/export/lerobot-features.ts";
import { writeDurably } from "../datasets/durable-files.ts";
import { eachUsed } from "./each-used.ts";
import { NumberedFiles } from "./lerobot-files.ts";
import { LeRobotEpisodes, statsJson, writeTasks } from "./lerobot-meta.ts";
import type { ParquetValues } from "./parquet/encode-column.ts";
import { EpisodeTableWriter } from "./parquet/episode-table.ts";
import { ParquetFileWriter } from "./parquet/parquet-file-writer.ts";
import type { ParquetColumn, ParquetValueType } from "./parquet/parquet-schema.ts";
import { checkCancelled, EXPORT_CANCELLED } from "./transfer.ts";
import type { Exported, ExportSource, TransferOptions } from "./transfer.ts";

/** Values kept in memory for exact quantiles of the whole dataset. */
const QUANTILE_BYTES = 256 * 1024 * 1024;

const TYPES: Readonly<Record<LeRobotType, ParquetValueType>> = {
  float32: "float",
  float64: "double",
  int64: "int64",
  int32: "int32",
  uint8: "uint8",
  bool: "boolean",
};

const SNAPSHOT_COLUMNS: readonly ParquetColumn[] = [
  { name: "episode", type: "string", width: null, optional: false },
  { name: "step", type: "int64", width: null, optional: false },
  { name: "snapshot", type: "binary", width: null, optional: false },
];

const OPTIONAL = (Object.keys(STEP_COLUMNS) as ColumnName[]).filter((name) => !STEP_COLUMNS[name].required);

/** The columns that at least one of these episodes has; they become features. */
async function presentColumns(
  store: ExportSource,
  kept: readonly EpisodeSummary[],
  options: TransferOptions,
): Promise<ReadonlySet<ColumnName>> {
  const present = new Set<ColumnName>(["step", "observation", "action", "reward", "terminated", "truncated"]);
  const ids = kept.map(({ id }) => id);
  for await (const { columns } of store.rows(OPTIONAL, ids)) {
    checkCancelled(options, EXPORT_CANCELLED);
    for (const name of Object.keys(columns) as ColumnName[]) present.add(name);
    if (OPTIONAL.every((name) => present.has(name))) break;
  }
  return present;
}

function columnOf({ key, dtype, size }: LeRobotFeature): ParquetColumn {
  return { name: key, type: TYPES[dtype], width: size === 1 ? null : size, optional: false };
}

function stored({ dtype }: LeRobotFeature, values: FeatureValues): ParquetValues {
  return dtype === "int64" ? integers(values) : values;
}

/** Counters and numbers of steps as int64, by halves of 32 bits: a BigInt for each would take as long as all other columns. */
function integers(values: FeatureValues): BigInt64Array {
  const wide = new BigInt64Array(values.length);
  const halves = new Int32Array(wide.buffer);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    halves[2 * i] = value;
    halves[2 * i + 1] = Math.floor(value / 2 ** 32);
  }
  return wide;
}

function totals(features: readonly LeRobotFeature[], steps: number): readonly StatisticsTotal[] {
  let left = QUANTILE_BYTES;
  return features.map(({ dtype, size }) => {
    const single = dtype === "float32";
    const bytes = steps * size * (single ? 4 : 8);
    if (bytes > left) return new StatisticsTotal(size, null);
    left -= bytes;
    return new StatisticsTotal(size, single ? new Float32Array(steps * size) : new Float64Array(steps * size));
  });
}

interface Out {
  readonly features: readonly LeRobotFeature[];
  readonly totals: readonly StatisticsTotal[];
  readonly data: NumberedFiles;
  readonly meta: LeRobotEpisodes;
  readonly episodes: EpisodeTableWriter;
  readonly snapshots: ParquetFileWriter;
}

async function writeEpisode(
  out: Out,
  episode: Episode,
  summary: EpisodeSummary,
  place: { readonly episode: number; readonly frame: number },
): Promise<void> {
  const { steps } = episode.meta;
  const success = summary.curation.success === true;
  const values = out.features.map((feature) => featureValues(episode, feature, { ...place, success }));
  const statistics = out.features.map(({ size }, i) => featureStatistics(values[i] ?? [], steps, size));
  for (const [i, total] of out.totals.entries()) {
    const found = statistics[i];
    if (found !== undefined) total.add(values[i] ?? [], found);
  }
  const data = await out.data.next(steps);
  await out.data.write(
    out.features.map((feature, i) => stored(feature, values[i] ?? new Float64Array(0))),
    steps,
  );
  await out.meta.add({ index: place.episode, length: steps, from: place.frame, data, statistics });
  const key = String(place.episode);
  const absent = out.features.flatMap(({ column }) =>
    column !== null && episode.columns[column] === undefined ? [column] : [],
  );
  await out.episodes.add(key, episode, summary, absent);
  const { snapshots } = episode;
  if (snapshots.length === 0) return;
  const name = new TextEncoder().encode(key);
  await out.snapshots.writeGroup(
    [
      snapshots.map(() => name),
      BigInt64Array.from(snapshots, ({ step }) => BigInt(step)),
      snapshots.map(({ bytes }) => bytes),
    ],
    snapshots.length,
  );
}

/** Writes a LeRobot v3.0 dataset; what LeRobot has no place for lies in its folder pogo/, which LeRobot leaves alone. */
export async function exportLeRobot(
  store: ExportSource,
  folder: string,
  _name: string,
  options: TransferOptions,
): Promise<Exported> {
  const kept = await store.usedEpisodes();
  const frames = kept.reduce((sum, summary) => sum + usedSteps(summary), 0);
  const features = leRobotFeatures(await presentColumns(store, kept, options));
  await fs.mkdir(join(folder, "meta"));
  await fs.mkdir(join(folder, "pogo"));
  const out: Out = {
    features,
    totals: totals(features, frames),
    data: new NumberedFiles(folder, "data", features.map(columnOf)),
    meta: new LeRobotEpisodes(folder, features),
    episodes: await EpisodeTableWriter.create(join(folder, "pogo", "episodes.parquet")),
    snapshots: await ParquetFileWriter.create(join(folder, "pogo", "snapshots.parquet"), SNAPSHOT_COLUMNS),
  };
  let frame = 0;
  try {
    for await (const { index, summary, episode } of eachUsed(store, kept, options, { reuse: true })) {
      await writeEpisode(out, episode, summary, { episode: index, frame });
      frame += episode.meta.steps;
    }
    await out.data.finish();
    await out.meta.finish();
    await out.episodes.finish();
    await out.snapshots.finish();
  } catch (error) {
    await out.data.abandon();
    await out.meta.abandon();
    await out.episodes.abandon();
    await out.snapshots.abandon();
    throw error;
  }
  await writeTasks(join(folder, "meta", "tasks.parquet"));
  const stats = statsJson(
    features,
    out.totals.map((total) => total.result()),
  );
  await writeDurably(join(folder, "meta", "stats.json"), [Buffer.from(stats)]);
  await writeDurably(join(folder, "meta", "info.json"), [Buffer.from(leRobotInfo(features, kept.length, frame))]);
  options.onProgress?.(1, `${kept.length} episodes`);
  const files = ["meta/info.json", "meta/stats.json", "meta/tasks.parquet", ...out.meta.paths, ...out.data.paths];
  return {
    episodes: kept.length,
    steps: frame,
    files: [...files, "pogo/episodes.parquet", "pogo/snapshots.parquet"],
    lost: [],
  };
}
