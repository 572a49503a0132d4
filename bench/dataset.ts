import { promises as fs } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../scripts/lib/paths.mjs";
import { exists, removeTree } from "../src/node/datasets/durable-files.ts";
import { openDataset } from "../src/node/datasets/open-dataset.ts";
import { EPISODE_STEPS, freeBytes, makeDataset, recordOne } from "./dataset/make-dataset.ts";
import { measureAppend } from "./dataset/measure-append.ts";
import { measureDisk, measureExports, measureLoad, measureOpen, measureStatistics } from "./dataset/measure-rates.ts";
import type { ExportRate } from "./dataset/measure-rates.ts";
import { measurePeers } from "./dataset/peers.ts";
import type { Peers } from "./dataset/peers.ts";

type Report = (line: string) => void;

const DEFAULT_STEPS = 10_000_000;
const BYTES_PER_STEP = 420;
/** Episodes that are exported to each format, and read by other libraries. */
const SMALL = 100;
/** What is asked of every machine; rates of the disk hold where it is slower than them. */
const BARS = { appendP99Milliseconds: 5, openSeconds: 1, loadGigabytesPerSecond: 1, megabytesPerSecond: 300 };

export interface BenchOptions {
  /** of the dataset that is opened and loaded */
  readonly steps?: number;
}

const peakMegabytes = (): number => process.resourceUsage().maxRSS / 1024;

/** As many steps as were asked for, fewer where the disk has no room for them. */
async function stepsThatFit(folder: string, asked: number): Promise<number> {
  const free = await freeBytes(folder);
  return free === null ? asked : Math.min(asked, Math.floor(free / 2 / BYTES_PER_STEP));
}

/**
 * Latency of appends beside the disk's own, opening and loading a large dataset, statistics and exports beside the disk's
 * speed, and other libraries reading the same episodes, all in the same sitting.
 */
export async function run(report: Report, options: BenchOptions = {}): Promise<object> {
  // Always the same place: what a run that was killed left there goes with the next one.
  const folder = join(cacheFolder(), "bench-dataset");
  if (await exists(folder)) await removeTree(folder);
  await fs.mkdir(folder, { recursive: true });
  try {
    return await measure(folder, report, options.steps ?? DEFAULT_STEPS);
  } finally {
    await removeTree(folder);
  }
}

async function measure(folder: string, report: Report, asked: number): Promise<object> {
  const episode = await recordOne(folder);
  const diskMegabytesPerSecond = await measureDisk(folder);
  report(`disk: ${diskMegabytesPerSecond.toFixed(0)} MB/s of sequential writing`);

  const append = await measureAppend(folder, episode);
  const { appendMilliseconds: ours, floorMilliseconds: floor } = append;
  report(
    `append of ${append.stepsPerBatch} steps, synced: p50 ${ours.p50.toFixed(2)} ms, p99 ${ours.p99.toFixed(2)} ms; ` +
      `a bare write and sync: ${floor.p50.toFixed(2)} and ${floor.p99.toFixed(2)} ms`,
  );

  const small = await inSmall(folder, report, episode, diskMegabytesPerSecond);
  const large = await inLarge(folder, report, episode, await stepsThatFit(folder, asked));
  return {
    bars: BARS,
    diskMegabytesPerSecond,
    append: {
      ...append,
      ok: ours.p99 < BARS.appendP99Milliseconds,
      /** the disk itself is slower than the bar */
      floorMeetsBar: floor.p99 < BARS.appendP99Milliseconds,
    },
    ...large,
    ...small,
    peakMegabytes: peakMegabytes(),
  };
}

type Recorded = Awaited<ReturnType<typeof recordOne>>;

async function inLarge(folder: string, report: Report, episode: Recorded, steps: number): Promise<object> {
  const count = Math.max(1, Math.round(steps / EPISODE_STEPS));
  const made = join(folder, "many");
  const bytes = await makeDataset(made, episode, count);
  const coldSeconds = await measureOpen(made);
  // Under another name the process knows nothing of it yet but what is in its cache folder.
  const path = join(folder, "many-moved");
  await fs.rename(made, path);
  const warmSeconds = await measureOpen(path);
  report(`open ${count} episodes: ${warmSeconds.toFixed(2)} s, the first time ${coldSeconds.toFixed(2)} s`);
  const before = peakMegabytes();
  const load = await measureLoad(path);
  report(
    `load for training: ${load.fileGigabytesPerSecond.toFixed(2)} GB/s of files, ` +
      `${load.columnGigabytesPerSecond.toFixed(2)} GB/s of columns, ${(load.stepsPerSecond / 1e6).toFixed(2)} million steps/s`,
  );
  return {
    episodes: count,
    steps: count * EPISODE_STEPS,
    bytes,
    open: { warmSeconds, coldSeconds, ok: warmSeconds < BARS.openSeconds },
    load: {
      ...load,
      peakMegabytesBefore: before,
      peakMegabytesAfter: peakMegabytes(),
      ok: load.fileGigabytesPerSecond >= BARS.loadGigabytesPerSecond,
    },
  };
}

async function inSmall(folder: string, report: Report, episode: Recorded, disk: number): Promise<object> {
  const path = join(folder, "small");
  await makeDataset(path, episode, SMALL);
  const bar = Math.min(BARS.megabytesPerSecond, disk);
  const store = await openDataset(path, { mode: "read" });
  const statistics = await measureStatistics(store);
  report(`statistics: ${statistics.toFixed(0)} MB/s`);
  const exports: (ExportRate & { readonly ok: boolean })[] = [];
  for await (const rate of measureExports(store, folder)) {
    exports.push({ ...rate, ok: Math.max(rate.megabytesPerSecond, rate.writtenMegabytesPerSecond) >= bar });
    report(
      `export ${rate.format}: ${rate.megabytesPerSecond.toFixed(0)} MB/s of episodes, ` +
        `${rate.writtenMegabytesPerSecond.toFixed(0)} MB/s written`,
    );
  }
  // The others, too, give the best of three.
  const rates: number[] = [];
  for (let round = 0; round < 3; round += 1) rates.push((await measureLoad(path)).stepsPerSecond);
  const pogoStepsPerSecond = Math.max(...rates);
  const peers = await peersOf(path, folder, report);
  report(`pogoStepsPerSecond: ${(pogoStepsPerSecond / 1e6).toFixed(2)} million, checksums compared`);
  return {
    statistics: { megabytesPerSecond: statistics, bar, ok: statistics >= bar },
    exports: { bar, results: exports },
    peers: {
      ...peers,
      pogoStepsPerSecond,
      fastest: peers.peers === null ? null : pogoStepsPerSecond >= fastestOf(peers.peers),
    },
  };
}

function fastestOf({ arrowStepsPerSecond, hdf5StepsPerSecond, parquetStepsPerSecond }: Peers): number {
  return Math.max(arrowStepsPerSecond, hdf5StepsPerSecond, parquetStepsPerSecond);
}

async function peersOf(
  path: string,
  folder: string,
  report: Report,
): Promise<{ readonly peers: Peers | null; readonly missing: string | null }> {
  try {
    const peers = await measurePeers(path, folder, SMALL);
    for (const [name, value] of Object.entries(peers))
      if (typeof value === "number") report(`${name}: ${(value / 1e6).toFixed(2)} million`);
    return { peers, missing: null };
  } catch (error) {
    const missing = error instanceof Error ? error.message : String(error);
    report(`nothing to compare with: ${missing}`);
    return { peers: null, missing };
  }
}
