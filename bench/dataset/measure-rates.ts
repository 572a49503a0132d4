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
import { measured, rateOf } from "./measured.ts";
import type { Cost, Rate } from "./measured.ts";

const MEGABYTE = 1e6;
/** Exports per format, of which the best counts, as of the other libraries' writing. */
const ROUNDS = 3;
const DISK_BYTES = 256 * 1024 * 1024;

/** Sequential writing with a sync at the end, the disk's own speed. MB/s. */
export async function measureDisk(folder: string): Promise<number> {
  const path = join(folder, "disk.bin");
  const block = Buffer.alloc(4 * 1024 * 1024, 0x5a);
  const file = await fs.open(path, "wx");
  try {
    const { cost } = await measured(async () => {
      for (let at = 0; at < DISK_BYTES; at += block.length) await file.write(block, 0, block.length, at);
      await file.sync();
    });
    return DISK_BYTES / cost.wallSeconds / MEGABYTE;
  } finally {
    await file.close();
    await fs.unlink(path);
  }
}

/** Opening, listing and summing up a dataset that this process has not seen. */
export async function measureOpen(path: string): Promise<Cost> {
  const { cost } = await measured(async () => {
    const store = await openDataset(path, { mode: "read" });
    await store.episodes();
    await store.summary();
  });
  return cost;
}

export interface LoadRate extends Rate {
  readonly steps: number;
  readonly stepsPerSecond: number;
  /** bytes of the columns that were read, their checksums compared, per second */
  readonly columnMegabytesPerSecond: number;
}

const READ = ["observation", "action", "action_label"] as const;

/** Every episode's observations and clean actions as Float32Arrays, kept, as training does. */
export async function measureLoad(path: string, barMegabytesPerSecond: number): Promise<LoadRate> {
  const store = await openDataset(path, { mode: "read" });
  const bytes = (await store.episodes()).reduce((sum, episode) => sum + episode.bytes, 0);
  const kept: Float32Array[] = [];
  let [steps, read] = [0, 0];
  const { cost } = await measured(async () => {
    for await (const { meta, columns } of store.rows(READ, undefined, { reuse: true })) {
      for (const values of Object.values(columns)) read += values.byteLength;
      kept.push(new Float32Array(columns.observation ?? []), new Float32Array(columns.action_label ?? []));
      steps += meta.steps;
    }
  });
  return {
    ...rateOf(bytes, cost, barMegabytesPerSecond),
    steps,
    stepsPerSecond: steps / cost.wallSeconds,
    columnMegabytesPerSecond: read / cost.wallSeconds / MEGABYTE,
  };
}

export async function measureStatistics(path: string, barMegabytesPerSecond: number): Promise<Rate> {
  const store = await openDataset(path, { mode: "read" });
  const { bytes } = await store.summary();
  const { cost } = await measured(() => computeStatistics(store));
  return rateOf(bytes, cost, barMegabytesPerSecond);
}

export interface ExportRate extends Rate {
  readonly format: string;
  readonly writtenMegabytes: number;
  readonly writtenMegabytesPerSecond: number;
  readonly writtenMegabytesPerCpuSecond: number;
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

/** Exports to every format that can be written, one after the other, the best of three; the bar holds for what is read or what is written. */
export async function* measureExports(
  store: DatasetStore,
  folder: string,
  barMegabytesPerSecond: number,
): AsyncGenerator<ExportRate, void, void> {
  const { bytes } = await store.summary();
  for (const format of FOREIGN_FORMATS) {
    try {
      exporterOf(format);
    } catch (error) {
      if (error instanceof FailureError) continue;
      throw error;
    }
    const out = join(folder, `export-${format}`);
    let [best, writtenMegabytes]: [Cost | null, number] = [null, 0];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { cost } = await measured(() => exportDataset(store, format, out));
      if (best === null || cost.wallSeconds < best.wallSeconds) best = cost;
      writtenMegabytes = (await sizeOf(out)) / MEGABYTE;
      await removeTree(out);
    }
    if (best === null) throw new Error("nothing was measured");
    const cost = best;
    const rate = rateOf(bytes, cost, barMegabytesPerSecond);
    const writtenMegabytesPerSecond = writtenMegabytes / cost.wallSeconds;
    yield {
      format,
      ...rate,
      writtenMegabytes,
      writtenMegabytesPerSecond,
      writtenMegabytesPerCpuSecond: writtenMegabytes / cost.cpuSeconds,
      ok: rate.ok || writtenMegabytesPerSecond >= barMegabytesPerSecond,
    };
  }
}
