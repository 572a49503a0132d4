import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { decodeBatchHead, decodeBlock } from "../../shared/dataset/arrow/decode-block.ts";
import { spansOf } from "../../shared/dataset/arrow/decode-batch.ts";
import { decodeStart } from "../../shared/dataset/arrow/decode-episode.ts";
import { headBytesAt, PREFIX_BYTES } from "../../shared/dataset/arrow/stream-messages.ts";
import type { ColumnName } from "../../shared/dataset/columns.ts";
import type { Episode } from "../../shared/dataset/episode.ts";
import { invalidFile } from "../../shared/dataset/invalid-file.ts";
import { WORTH_READING } from "./episode-reader.ts";
import { fastCrc32 } from "./fast-crc32.ts";
import type { IndexEntry } from "./index-cache.ts";

/** The schema and the description of the batch; the columns are read apart. */
const START_BYTES = 12 * 1024;

/** Gives memory for one episode at a time. */
export interface ReadMemory {
  /** everything given so far is free again */
  reset(): void;
  take(length: number): Uint8Array;
}

/** Memory of its own for every read. */
export const freshMemory: ReadMemory = { reset: () => undefined, take: (length) => Buffer.allocUnsafeSlow(length) };

/** The same memory again and again: new pages cost more than what is copied into them. */
export function reusedMemory(): ReadMemory {
  let arena = Buffer.allocUnsafeSlow(1 << 18);
  let used = 0;
  return {
    reset: () => {
      used = 0;
    },
    take: (length) => {
      if (used + length > arena.length) {
        arena = Buffer.allocUnsafeSlow(2 * (used + length));
        used = 0;
      }
      const from = used;
      used = (from + length + 7) & ~7;
      return arena.subarray(from, from + length);
    },
  };
}

/** Files that are read while everything else waits: 0.1 ms from the cache of the system. */
const MAX_BYTES = 4 * 1024 * 1024;

/** The file's bytes from `start` on, as far as they fit. */
function readAt(file: number, bytes: Uint8Array, start: number): Uint8Array {
  let done = 0;
  while (done < bytes.length) {
    const read = readSync(file, bytes, done, bytes.length - done, start + done);
    if (read === 0) throw invalidFile("The episode's file became shorter while it was read.");
    done += read;
  }
  return bytes;
}

/**
 * Reads columns of a small episode that did not change since it was listed, without giving other work a turn: several
 * times faster than asking for each read. `only` null reads everything, with snapshots. What is read views `memory`. Null where the episode is none of that kind; `EpisodeReader` reads all.
 * Throws file-system errors and FailureError "invalid-file".
 */
export function readColumnsNow(
  path: string,
  { bytes: size, modified, meta }: IndexEntry,
  only: readonly ColumnName[] | null,
  memory: ReadMemory,
): Omit<Episode, "meta"> | null {
  if (size > MAX_BYTES) return null;
  memory.reset();
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const status = fstatSync(file);
    if (!status.isFile() || status.size !== size || status.mtimeMs !== modified) return null;
    const begin = readAt(file, memory.take(only === null ? size : Math.min(START_BYTES, size)), 0);
    const start = decodeStart(begin, fastCrc32, { kind: "finished", meta });
    if (start === null || begin.length - start.next < PREFIX_BYTES) return null;
    const { schema, next } = start;
    const from = next + headBytesAt(begin, next);
    if (schema.header.kind === "journal" || from > begin.length) return null;
    const layout = decodeBatchHead(schema, begin.subarray(next, from), fastCrc32);
    if (layout.rows !== meta.steps || from + layout.bodyBytes + PREFIX_BYTES !== size) return null;
    const wanted = only === null ? null : new Set<string>(only);
    const spans = wanted === null ? [{ start: 0, end: layout.bodyBytes }] : spansOf(layout, wanted, WORTH_READING);
    const parts = spans.map(({ start: at, end }) => {
      const found =
        from + end <= begin.length
          ? begin.subarray(from + at, from + end)
          : readAt(file, memory.take(end - at), from + at);
      return { at, end, found };
    });
    const body = (a: number, b: number): Uint8Array => {
      const part = parts.find(({ at, end }) => a >= at && b <= end);
      return part === undefined ? begin.subarray(0, 0) : part.found.subarray(a - part.at, b - part.at);
    };
    const { columns, snapshots } = decodeBlock(layout, body, 0, wanted, fastCrc32);
    return { columns, snapshots };
  } finally {
    closeSync(file);
  }
}
