import { promises as fs } from "node:fs";
import { join } from "node:path";
import { FailureError } from "../../src/shared/base/failure.ts";
import { FOREIGN_FORMATS } from "../../src/shared/dataset/foreign-formats.ts";
import { exportDataset } from "../../src/node/formats/export-dataset.ts";
import { exporterOf } from "../../src/node/formats/formats.ts";
import { computeStatistics } from "../../src/node/statistics/compute-statistics.ts";
import { removeTree } from "../../src/node/datasets/durable-files.ts";
import { openDataset } from "../../src/node/datasets/open-dataset.ts";
import type { DatasetStore } from "../../src/node/datasets/dataset-store.ts";

const MEGABYTE = 1e6;
const DISK_BYTES = 512 * 1024 * 1024;

async function secondsOf(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** Sequential writing with a sync at the end, the disk's own speed. MB/s. */
export async function measureDisk(folder: string): Promise<number> {
  const path = join(folder, "disk.bin");
  const block = Buffer.alloc(4 * 1024 * 1024, 0x5a);
  const file = await fs.open(path, "wx");
  try {
    const seconds = await secondsOf(async () => {
      for (let at = 0; at < DISK_BYTES; at += block.length) await file.write(block, 0, block.length, at);
      await file.sync();
    });
    return DISK_BYTES / seconds / MEGABYTE;
  } finally {
    await file.close();
    await fs.unlink(path);
  }
}

/** Opening, listing and summing up a dataset that this process has not seen. Seconds. */
export function measureOpen(path: string): Promise<number> {
  return secondsOf(async () => {
    const store = await openDataset(path, { mode: "read" });
    await store.episodes();
    await store.summary();
  });
}

export interface LoadRate {
  readonly seconds: number;
  /** of this process; what waits for nothing takes as long */
  readonly cpuSeconds: number;
  readonly stepsPerSecond: number;
  /** bytes of the episodes' files per second */
  readonly fileGigabytesPerSecond: number;
  /** bytes of the columns that were read, their checksums compared, per second */
  readonly columnGigabytesPerSecond: number;
}

const READ = ["observation", "action", "action_label"] as const;

/** Every episode's observations and clean actions as Float32Arrays, kept, as training does. */
export async function measureLoad(path: string): Promise<LoadRate> {
  const store = await openDataset(path, { mode: "read" });
  const bytes = (await store.episodes()).reduce((sum, episode) => sum + episode.bytes, 0);
  const kept: Float32Array[] = [];
  let [steps, read] = [0, 0];
  const cpu = process.cpuUsage();
  const seconds = await secondsOf(async () => {
    for await (const { meta, columns } of store.rows(READ, undefined, { reuse: true })) {
      for (const values of Object.values(columns)) read += values.byteLength;
      kept.push(new Float32Array(columns.observation ?? []), new Float32Array(columns.action_label ?? []));
      steps += meta.steps;
    }
  });
  const used = process.cpuUsage(cpu);
  return {
    seconds,
    cpuSeconds: (used.user + used.system) / 1e6,
    stepsPerSecond: steps / seconds,
    fileGigabytesPerSecond: bytes / seconds / 1e9,
    columnGigabytesPerSecond: read / seconds / 1e9,
  };
}

/** MB of the episodes' files per second. */
export async function measureStatistics(store: DatasetStore): Promise<number> {
  const { bytes } = await store.summary();
  return bytes / (await secondsOf(() => computeStatistics(store))) / MEGABYTE;
}

export interface ExportRate {
  readonly format: string;
  /** MB of the episodes' own files per second */
  readonly megabytesPerSecond: number;
  /** MB of the export's files per second */
  readonly writtenMegabytesPerSecond: number;
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await fs.readdir(folder, { withFileTypes: true });
  const sizes = await Promise.all(
    entries.map(async (entry) =>
      entry.isDirectory() ? sizeOf(join(folder, entry.name)) : (await fs.stat(join(folder, entry.name))).size,
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Exports to every format that can be written, one after the other. */
export async function* measureExports(store: DatasetStore, folder: string): AsyncGenerator<ExportRate, void, void> {
  const { bytes } = await store.summary();
  for (const format of FOREIGN_FORMATS) {
    try {
      exporterOf(format);
    } catch (error) {
      if (error instanceof FailureError) continue;
      throw error;
    }
    const out = join(folder, `export-${format}`);
    const seconds = await secondsOf(() => exportDataset(store, format, out));
    yield {
      format,
      megabytesPerSecond: bytes / seconds / MEGABYTE,
      writtenMegabytesPerSecond: (await sizeOf(out)) / seconds / MEGABYTE,
    };
    await removeTree(out);
  }
}
