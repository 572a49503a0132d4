import { promises as fs } from "node:fs";
import { z } from "zod";
import { episodeMetaSchema } from "../../shared/dataset/episode.ts";
import { fromJson, toJson } from "../../shared/dataset/json-numbers.ts";
import type { DatasetPaths } from "./dataset-paths.ts";
import { textChecksum } from "./fast-crc32.ts";
import { appendDurably, ownFolder, readBounded, writeDurably } from "./durable-files.ts";

const entrySchema = z.object({ bytes: z.number(), modified: z.number(), meta: episodeMetaSchema });
/** An episode's metadata, and size and time (ms since 1970) of the file that it was read from. */
export type IndexEntry = z.infer<typeof entrySchema>;

/** About 200,000 episodes. */
const MAX_CACHE_BYTES = 256 * 1024 * 1024;
const CHECKSUM_DIGITS = 8;
/** Lines of episodes that are gone or were read anew, from which on the file is written as a whole. */
const MAX_OLD_LINES = 1000;

/** The entries of cache/episodes.jsonl: one per line, a later one instead of an earlier one. Unreadable lines are left out. */
export async function readIndexCache(paths: DatasetPaths): Promise<Map<string, IndexEntry>> {
  const entries = new Map<string, IndexEntry>();
  let text: string;
  try {
    text = Buffer.from(await readBounded(paths.index, MAX_CACHE_BYTES)).toString("utf8");
  } catch {
    return entries;
  }
  for (const line of text.split("\n")) {
    const entry = parseLine(line);
    if (entry !== null) entries.set(entry.meta.id, entry);
  }
  return entries;
}

/** A line begins with the checksum of what follows it: the list shows what is in here without looking at the episode. */
function parseLine(line: string): IndexEntry | null {
  const json = line.slice(CHECKSUM_DIGITS + 1);
  if (json === "" || line !== `${textChecksum(json)} ${json}`) return null;
  try {
    return entrySchema.safeParse(fromJson(json)).data ?? null;
  } catch {
    return null;
  }
}

function lineOf(entry: IndexEntry): string {
  const json = toJson(entry);
  return `${textChecksum(json)} ${json}\n`;
}

/** Appends what is new to the file, or writes it as a whole where much of it is old. Answers what it holds then. */
export async function writeIndexCache(
  paths: DatasetPaths,
  cached: Map<string, IndexEntry>,
  entries: ReadonlyMap<string, IndexEntry>,
): Promise<Map<string, IndexEntry>> {
  const fresh = [...entries].filter(([id, entry]) => !isSame(cached.get(id), entry)).map(([, entry]) => entry);
  const old = cached.size + fresh.length - entries.size;
  if (fresh.length === 0 && old <= MAX_OLD_LINES) return cached;
  await fs.mkdir(paths.cache, { recursive: true });
  await ownFolder(paths.cache);
  if (old > MAX_OLD_LINES || cached.size === 0) {
    await writeDurably(paths.index, [Buffer.from([...entries.values()].map(lineOf).join(""))]);
    return new Map(entries);
  }
  await appendDurably(paths.index, fresh.map(lineOf).join(""));
  for (const entry of fresh) cached.set(entry.meta.id, entry);
  return cached;
}

function isSame(a: IndexEntry | undefined, b: IndexEntry): boolean {
  return a !== undefined && a.bytes === b.bytes && a.modified === b.modified;
}
