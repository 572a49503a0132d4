import { promises as fs } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../scripts/lib/paths.mjs";
import { exists, removeTree } from "../src/node/datasets/durable-files.ts";
import { openDataset } from "../src/node/datasets/open-dataset.ts";
import { EPISODE_STEPS, freeBytes, makeDataset, recordOne } from "./dataset/make-dataset.ts";
import { measureAppend } from "./dataset/measure-append.ts";
import { measureDisk, measureExports, measureLoad, measureOpen, measureStatistics } from "./dataset/measure-rates.ts";
import type { ExportRate } from "./dataset/measure-rates.ts";
import type { Rate } from "./dataset/measured.ts";
import { measurePeers, measureWriters } from "./dataset/peers.ts";
import type { Peers, Writer } from "./dataset/peers.ts";

type Report = (line: string) => void;

/** Minutes even on a slow disk; ten times as many show what a large dataset takes (`--steps 10000000`). */
const DEFAULT_STEPS = 1_000_000;
const BYTES_PER_STEP = 420;
/** Episodes that are exported to each format, and read by other libraries. */
const SMALL = 200;
/** What is asked of every machine; rates of the disk hold where it is slower than them. */
const BARS = { appendP99Milliseconds: 5, openSeconds: 1, loadMegabytesPerSecond: 1000, megabytesPerSecond: 300 };

export interface BenchOptions {
  /** of the dataset that is opened, loaded and summed up */
  readonly steps?: number;
}

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

  const bar = Math.min(BARS.megabytesPerSecond, diskMegabytesPerSecond);
  const large = await inLarge(folder, report, episode, await stepsThatFit(folder, asked), bar);
  const small = await inSmall(folder, report, episode, bar);
  return {
    bars: BARS,
    disk: { megabytesPerSecond: diskMegabytesPerSecond },
    append: {
      ...append,
      barP99Milliseconds: BARS.appendP99Milliseconds,
      ok: ours.p99 < BARS.appendP99Milliseconds,
      /** the disk itself is slower than the bar */
      floorMeetsBar: floor.p99 < BARS.appendP99Milliseconds,
    },
    ...large,
    ...small,
  };
}

type Recorded = Awaited<ReturnType<typeof recordOne>>;

async function inLarge(folder: string, report: Report, episode: Recorded, steps: number, bar: number): Promise<object> {
  const count = Math.max(1, Math.round(steps / EPISODE_STEPS));
  const made = join(folder, "many");
  const bytes = await makeDataset(made, episode, count);
  const cold = await measureOpen(made);
  // Under another name the process knows nothing of it yet but what is in its cache folder.
  const path = join(folder, "many-moved");
  await fs.rename(made, path);
  const warm = await measureOpen(path);
  report(`open ${count} episodes: ${warm.wallSeconds.toFixed(2)} s, the first time ${cold.wallSeconds.toFixed(2)} s`);
  const load = await measureLoad(path, BARS.loadMegabytesPerSecond);
  report(
    `load for training: ${described(load)}, ${load.columnMegabytesPerSecond.toFixed(0)} MB/s of columns, ` +
      `${(load.stepsPerSecond / 1e6).toFixed(2)} million steps/s`,
  );
  const statistics = await measureStatistics(path, bar);
  report(`statistics: ${described(statistics)}`);
  return {
    episodes: count,
    steps: count * EPISODE_STEPS,
    bytes,
    open: { warm, cold, barSeconds: BARS.openSeconds, ok: warm.wallSeconds < BARS.openSeconds },
    load,
    statistics,
  };
}

function described({ megabytesPerSecond, megabytesPerCpuSecond, peakMegabytes }: Rate): string {
  return (
    `${megabytesPerSecond.toFixed(0)} MB/s of episodes (${megabytesPerCpuSecond.toFixed(0)} per CPU second, ` +
    `peak ${peakMegabytes.toFixed(0)} MB)`
  );
}

async function inSmall(folder: string, report: Report, episode: Recorded, bar: number): Promise<object> {
  const path = join(folder, "small");
  await makeDataset(path, episode, SMALL);
  const store = await openDataset(path, { mode: "read" });
  const exports: ExportRate[] = [];
  for await (const rate of measureExports(store, folder, bar)) {
    exports.push(rate);
    report(`export ${rate.format}: ${described(rate)}, ${rate.writtenMegabytesPerSecond.toFixed(0)} MB/s written`);
  }
  const writers = await writersOf(path, folder, report);
  const compared = exports.map((rate) => ({ ...rate, peers: beside(rate, writers, report) }));
  // The others, too, give the best of three.
  const rates: number[] = [];
  for (let round = 0; round < 3; round += 1)
    rates.push((await measureLoad(path, BARS.loadMegabytesPerSecond)).stepsPerSecond);
  const pogoStepsPerSecond = Math.max(...rates);
  const peers = await peersOf(path, folder, report);
  report(`pogoStepsPerSecond: ${(pogoStepsPerSecond / 1e6).toFixed(2)} million, checksums compared`);
  return {
    exports: compared,
    peers: {
      ...peers,
      pogoStepsPerSecond,
      fastest: peers.peers === null ? null : pogoStepsPerSecond >= fastestOf(peers.peers),
    },
  };
}

/** None where the other libraries cannot be had. */
async function writersOf(path: string, folder: string, report: Report): Promise<readonly Writer[]> {
  try {
    return await measureWriters(path, folder, SMALL);
  } catch (error) {
    report(`no exports to compare with: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}

/** What others reach in the same format, and how many times as fast we are: by the clock, and by the processor's time alone. */
interface Beside extends Writer {
  readonly ratio: number;
  readonly cpuRatio: number;
}

function beside(rate: ExportRate, writers: readonly Writer[], report: Report): readonly Beside[] {
  return writers
    .filter(({ format }) => format === rate.format)
    .map((writer) => {
      const ratio = rate.megabytesPerSecond / writer.megabytesPerSecond;
      const cpuRatio = rate.megabytesPerCpuSecond / writer.megabytesPerCpuSecond;
      report(
        `export ${rate.format}: ${rate.megabytesPerSecond.toFixed(0)} MB/s, ${writer.library} ` +
          `${writer.megabytesPerSecond.toFixed(0)} MB/s: ${ratio.toFixed(1)} times as fast ` +
          `(${cpuRatio.toFixed(1)} times per CPU second)`,
      );
      return { ...writer, ratio, cpuRatio };
    });
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
