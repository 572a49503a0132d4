import { promises as fs } from "node:fs";
import { McapIndexedReader, McapStreamReader } from "@mcap/core";
import type { McapTypes } from "@mcap/core";
import { decompress } from "fzstd";
import { FailureError } from "../../shared/base/failure.ts";
import { invalidFile } from "../../shared/dataset/invalid-file.ts";
import { McapEpisode, parseMcapRecord } from "../../shared/export/mcap-episode.ts";
import {
  MCAP_ENCODING,
  MCAP_MARK,
  MCAP_TOPICS,
  recordAttachment,
  snapshotsAttachment,
} from "../../shared/export/mcap-topics.ts";
import type { McapTopic } from "../../shared/export/mcap-topics.ts";
import type { ReadEpisode } from "../../shared/export/table-episodes.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";
import { onDisk } from "../datasets/disk-failure.ts";
import { addEpisodes } from "./add-episodes.ts";
import { MCAP_FILE } from "./export-mcap.ts";
import { locateFile } from "./hdf5-episodes.ts";
import { readJsonMessage } from "./mcap/read-json-message.ts";
import { readMessage } from "./mcap/read-message.ts";
import type { Imported, TransferOptions } from "./transfer.ts";

/** No record of a sound file is larger: chunks, attachments, the summary. */
const MAX_RECORD_BYTES = 128 * 1024 * 1024;
const READ_BYTES = 1024 * 1024;
const MAX_NAMED_TOPICS = 20;

const TOO_LARGE = "A part of the MCAP file claims to be larger than 128 MiB.";

async function readAt(handle: fs.FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}

function readableOf(handle: fs.FileHandle, size: number): Readable {
  return {
    size: () => Promise.resolve(BigInt(size)),
    read: async (offset, length) => {
      if (length > BigInt(MAX_RECORD_BYTES)) throw invalidFile(TOO_LARGE);
      if (offset < 0n || offset + length > BigInt(size)) throw invalidFile("The MCAP file points beyond its end.");
      return readAt(handle, Number(offset), Number(length));
    },
  };
}
interface Readable {
  size(): Promise<bigint>;
  read(offset: bigint, size: bigint): Promise<Uint8Array>;
}

function unpackZstd(bytes: Uint8Array, size: bigint): Uint8Array {
  if (size > BigInt(MAX_RECORD_BYTES)) throw invalidFile(TOO_LARGE);
  return decompress(bytes, new Uint8Array(Number(size)));
}

function unpackLz4(): never {
  throw new FailureError(
    "unsupported",
    "The MCAP file is compressed with lz4, which is not read here.",
    "Compress it with zstd, for instance with the mcap tool: mcap compress --compression zstd.",
  );
}

/** Whatever the reader throws means that the bytes are no sound MCAP file; the disk's own errors stay. */
function asDamage(error: unknown): unknown {
  if (error instanceof FailureError || (error instanceof Error && "code" in error)) return error;
  return invalidFile("The MCAP file is damaged, truncated or of another kind.", error);
}

type Index = McapIndexedReader;

async function openIndex(handle: fs.FileHandle, size: number): Promise<Index> {
  const index = await McapIndexedReader.Initialize({ readable: readableOf(handle, size) });
  for await (const { name } of index.readMetadata()) {
    if (name !== MCAP_MARK) continue;
    for (const channel of index.channelsById.values()) channelReader(channel);
    return index;
  }
  const topics = [...index.channelsById.values()].map(({ topic }) => topic.slice(0, 100));
  const named = topics.slice(0, MAX_NAMED_TOPICS).join(", ");
  throw new FailureError(
    "unsupported",
    `The MCAP file was not written by Pogo: it says nothing of a hopper's episodes. Its topics: ${named === "" ? "none" : named}.`,
    "Choose a file that Pogo exported, or bring the data in as Parquet, CSV, Minari or robomimic.",
  );
}

/** By their encoding; JSON is what the first files have. */
const READERS: ReadonlyMap<string, typeof readMessage> = new Map([
  [MCAP_ENCODING, readMessage],
  ["json", readJsonMessage],
]);

/** How a channel's messages are read; null for other topics than ours. FailureError "unsupported" for other encodings. */
function channelReader(channel: Channel): ChannelReader | null {
  const topic = topicOf(channel.topic);
  if (topic === null) return null;
  const read = READERS.get(channel.messageEncoding);
  if (read !== undefined) return { topic, read };
  throw new FailureError(
    "unsupported",
    `The messages of ${topic} in the MCAP file are ${channel.messageEncoding.slice(0, 40)}, not ${[...READERS.keys()].join(" or ")}.`,
    "Export the dataset again with this version of Pogo.",
  );
}
interface ChannelReader {
  readonly topic: McapTopic;
  readonly read: typeof readMessage;
}
type Channel = Pick<McapTypes.Channel, "topic" | "messageEncoding">;

async function attachment(index: Index, name: string): Promise<Uint8Array | null> {
  for await (const { data } of index.readAttachments({ name, validateCrcs: true })) return data;
  return null;
}

async function finish(index: Index, episode: McapEpisode): Promise<ReadEpisode> {
  const record = await attachment(index, recordAttachment(episode.number));
  if (record === null) throw invalidFile(`The MCAP file lacks the record of episode ${episode.number}.`);
  const snapshots = await attachment(index, snapshotsAttachment(episode.number));
  return episode.finish(parseMcapRecord(Buffer.from(record).toString("utf8")), snapshots ?? new Uint8Array(0));
}

function topicOf(topic: string): McapTopic | null {
  return Object.hasOwn(MCAP_TOPICS, topic) ? (topic as McapTopic) : null;
}

/** The episodes of a file in their order; messages of other topics are passed over. */
async function* readEpisodes(
  handle: fs.FileHandle,
  size: number,
  at: (bytes: number) => void,
): AsyncGenerator<ReadEpisode> {
  const index = await openIndex(handle, size);
  const reader = new McapStreamReader({
    validateCrcs: true,
    decompressHandlers: { zstd: unpackZstd, lz4: unpackLz4 },
  });
  const channels = new Map<number, ChannelReader | null>();
  let current: McapEpisode | null = null;
  for (let position = 0; position < size && !reader.done(); position += READ_BYTES) {
    reader.append(await readAt(handle, position, READ_BYTES));
    at(position);
    for (let record = reader.nextRecord(); record !== undefined; record = reader.nextRecord()) {
      if (record.type === "Channel") channels.set(record.id, channelReader(record));
      if (record.type !== "Message") continue;
      const channel = channels.get(record.channelId) ?? null;
      if (channel === null) continue;
      const message = channel.read(channel.topic, record.data);
      if (message.episode !== current?.number) {
        if (current !== null) yield await finish(index, current);
        current = new McapEpisode(message.episode);
      }
      current.add(channel.topic, message);
    }
    if (reader.bytesRemaining() > MAX_RECORD_BYTES) throw invalidFile(TOO_LARGE);
  }
  if (!reader.done()) throw invalidFile("The MCAP file is truncated.");
  if (current !== null) yield await finish(index, current);
}

async function* episodesOf(...args: Parameters<typeof readEpisodes>): AsyncGenerator<ReadEpisode> {
  try {
    yield* readEpisodes(...args);
  } catch (error) {
    throw asDamage(error);
  }
}

/**
 * Adds the episodes of an MCAP file that we wrote, bit for bit; tools may have compressed it with zstd since. Other MCAP
 * files are "unsupported". FailureError "not-found", "invalid-file", "unsupported", "disk" or "cancelled".
 */
export async function importMcap(
  source: string,
  store: DatasetStore,
  options: TransferOptions = {},
): Promise<Imported> {
  return onDisk("Cannot read the MCAP file", async () => {
    const handle = await fs.open(await locateFile(source, MCAP_FILE, [".mcap"]), "r");
    let bytes = 0;
    try {
      const { size } = await handle.stat();
      const episodes = episodesOf(handle, size, (position) => (bytes = position));
      return await addEpisodes(episodes, store, options, { fraction: () => bytes / size, total: null });
    } finally {
      await handle.close();
    }
  });
}
