import { promises as fs } from "node:fs";
import { join } from "node:path";
import { createDataset, openDataset } from "../../src/node/datasets/open-dataset.ts";
import { EpisodeEncoder } from "../../src/shared/dataset/arrow/encode-episode.ts";
import { presentColumns } from "../../src/shared/dataset/arrow/episode-schema.ts";
import { BATCH_STEPS } from "../../src/shared/dataset/columns.ts";
import type { StepBatch } from "../../src/shared/dataset/columns.ts";
import { headerToMetadata } from "../../src/shared/dataset/episode-header.ts";
import type { Episode } from "../../src/shared/dataset/episode.ts";
import { sliceBatch } from "../../src/shared/dataset/slice-batch.ts";
import { fastCrc32 } from "../../src/node/datasets/fast-crc32.ts";
import { writeAll } from "../../src/node/datasets/durable-files.ts";

const BATCHES = 600;
const WARM_UP = 50;

/** Milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface AppendLatency {
  readonly batches: number;
  readonly stepsPerBatch: number;
  readonly bytesPerBatch: number;
  /** of an append: encoding, checksums, writing and syncing */
  readonly appendMilliseconds: Latency;
  /** a bare write and fdatasync of as many bytes, in turns with the appends */
  readonly floorMilliseconds: Latency;
  /** encoding and checksums alone */
  readonly encodeMilliseconds: Latency;
  /** append / floor */
  readonly ratioP50: number;
  readonly ratioP99: number;
}

function latencyOf(times: readonly number[]): Latency {
  const sorted = times.slice(WARM_UP).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** The episode's rows again and again, in batches as the recorder sends them. */
function* batchesOf(episode: Episode): Generator<StepBatch, never, void> {
  const finalObservation = new Float64Array(11);
  const batchesPerEpisode = Math.floor((episode.columns.step?.length ?? 0) / BATCH_STEPS);
  for (let i = 0; ; i += 1) {
    const first = i * BATCH_STEPS;
    const { columns } = sliceBatch(episode, (i % batchesPerEpisode) * BATCH_STEPS, BATCH_STEPS, finalObservation);
    const step = Int32Array.from({ length: BATCH_STEPS }, (_item, row) => first + row);
    yield { first, count: BATCH_STEPS, columns: { ...columns, step }, snapshots: [], finalObservation };
  }
}

/** Appends as the recorder does 4 times a second, in turns with bare writes of the same size to the same disk. */
export async function measureAppend(folder: string, episode: Episode): Promise<AppendLatency> {
  const path = join(folder, "append");
  await createDataset({ path, name: "Append" });
  const store = await openDataset(path, { mode: "write" });
  const bare = await fs.open(join(folder, "floor.bin"), "wx+");
  const header = headerToMetadata({ kind: "journal", start: episode.meta });
  const encoder = new EpisodeEncoder(presentColumns(episode.columns), header, true, fastCrc32);
  const [append, floor, encode]: [number[], number[], number[]] = [[], [], []];
  let bytes = new Uint8Array(0);
  try {
    const recording = await store.begin(episode.meta);
    const batches = batchesOf(episode);
    for (let i = 0; i < BATCHES; i += 1) {
      const batch = batches.next().value;
      append.push(await timed(() => recording.append(batch)));
      encode.push(await timed(() => (bytes = Uint8Array.from(encoder.batch(batch)))));
      floor.push(
        await timed(async () => {
          await writeAll(bare, bytes, i * bytes.length);
          await bare.datasync();
        }),
      );
    }
    await recording.discard();
  } finally {
    await bare.close();
    await store.close();
  }
  const [ours, theirs] = [latencyOf(append), latencyOf(floor)];
  return {
    batches: BATCHES - WARM_UP,
    stepsPerBatch: BATCH_STEPS,
    bytesPerBatch: bytes.length,
    appendMilliseconds: ours,
    floorMilliseconds: theirs,
    encodeMilliseconds: latencyOf(encode),
    ratioP50: ours.p50 / theirs.p50,
    ratioP99: ours.p99 / theirs.p99,
  };
}
