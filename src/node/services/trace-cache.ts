import { promises as fs } from "node:fs";
import { join } from "node:path";
import { TRACE_POINTS } from "../../shared/dataset/dataset-statistics.ts";
import type { EpisodeTrace } from "../../shared/dataset/dataset-statistics.ts";
import { episodeIdSchema } from "../../shared/dataset/episode-id.ts";
import { datasetPaths } from "../datasets/dataset-paths.ts";
import { ownFolder, readBounded, writeDurably } from "../datasets/durable-files.ts";

/** A trace and the size of the episode's file that it was made from: a file of another size is another one. */
export interface CachedTrace {
  readonly bytes: number;
  readonly trace: EpisodeTrace;
}

const FILE = "traces.bin";
const MAGIC = "POGOTRC1";
const ID_LENGTH = 26;
/** id, padding to 32 bytes, the file's size as float64, height and speed as float32; all little-endian */
const RECORD_BYTES = 32 + 8 + 2 * TRACE_POINTS * 4;
/** About 490,000 episodes. */
const MAX_BYTES = 256 * 1024 * 1024;

/** Reads what cache/ of a dataset knows of traces, by episode; nothing where it is missing or does not fit. */
export async function readTraceCache(dataset: string): Promise<Map<string, CachedTrace>> {
  const traces = new Map<string, CachedTrace>();
  try {
    const bytes = await readBounded(join(datasetPaths(dataset).cache, FILE), MAX_BYTES);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    if (Buffer.from(bytes.subarray(0, MAGIC.length)).toString("latin1") !== MAGIC) return traces;
    for (let at = MAGIC.length; at + RECORD_BYTES <= bytes.length; at += RECORD_BYTES) {
      const id = Buffer.from(bytes.subarray(at, at + ID_LENGTH)).toString("latin1");
      if (!episodeIdSchema.safeParse(id).success) return new Map();
      const points = (from: number): Float32Array =>
        Float32Array.from({ length: TRACE_POINTS }, (_point, i) => view.getFloat32(from + 4 * i, true));
      const height = points(at + 40);
      const speed = points(at + 40 + 4 * TRACE_POINTS);
      traces.set(id, { bytes: view.getFloat64(at + 32, true), trace: { id, height, speed } });
    }
    return traces;
  } catch {
    // A cache may be missing, damaged or of another kind: then it is made anew.
    return new Map();
  }
}

/** Writes the cache. Fails silently where the dataset cannot be written: then traces are made again next time. */
export async function writeTraceCache(dataset: string, traces: ReadonlyMap<string, CachedTrace>): Promise<void> {
  if (MAGIC.length + traces.size * RECORD_BYTES > MAX_BYTES) return;
  const bytes = new Uint8Array(MAGIC.length + traces.size * RECORD_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(Buffer.from(MAGIC, "latin1"));
  let at = MAGIC.length;
  for (const [id, { bytes: size, trace }] of traces) {
    bytes.set(Buffer.from(id, "latin1"), at);
    view.setFloat64(at + 32, size, true);
    for (let i = 0; i < TRACE_POINTS; i++) {
      view.setFloat32(at + 40 + 4 * i, trace.height[i] ?? Number.NaN, true);
      view.setFloat32(at + 40 + 4 * (TRACE_POINTS + i), trace.speed[i] ?? Number.NaN, true);
    }
    at += RECORD_BYTES;
  }
  try {
    const { cache } = datasetPaths(dataset);
    await fs.mkdir(cache, { recursive: true });
    await ownFolder(cache);
    await writeDurably(join(cache, FILE), [bytes]);
  } catch {
    // a full or read-only disk: the traces in memory do for now
  }
}
