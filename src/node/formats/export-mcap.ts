import { promises as fs } from "node:fs";
import { join } from "node:path";
import { McapWriter } from "@mcap/core";
import type { Episode } from "../../shared/dataset/episode.ts";
import { usedSteps } from "../../shared/dataset/used-episodes.ts";
import { writeEpisodeRecord } from "../../shared/export/episode-record.ts";
import { mcapRecord, startNanoseconds, stepNanoseconds } from "../../shared/export/mcap-episode.ts";
import { messageWriter } from "../../shared/export/mcap-messages.ts";
import {
  MCAP_MARK,
  MCAP_TOPICS,
  mcapSchema,
  recordAttachment,
  snapshotsAttachment,
} from "../../shared/export/mcap-topics.ts";
import type { McapTopic } from "../../shared/export/mcap-topics.ts";
import { packSnapshots } from "../../shared/export/snapshot-bytes.ts";
import { writeAll } from "../datasets/durable-files.ts";
import { eachUsed } from "./each-used.ts";
import type { Exported, ExportSource, TransferOptions } from "./transfer.ts";

export const MCAP_FILE = "episodes.mcap";
/** Every column, label and snapshot has a place. */
export const MCAP_LOST = [] as const;

const CHUNK_BYTES = 4 * 1024 * 1024;
/** The longest message, /input, has 33 numbers of at most 25 characters and their names. */
const MAX_MESSAGE_BYTES = 16 * 1024;
/** Between episodes that would overlap, so that they stand apart on a time line. */
const GAP_NANOSECONDS = 1_000_000_000n;
const TOPICS = Object.keys(MCAP_TOPICS) as McapTopic[];

async function writeHead(writer: McapWriter, store: ExportSource): Promise<ReadonlyMap<McapTopic, number>> {
  const { id, name, environment } = store.info;
  await writer.start({ profile: "", library: "pogo" });
  const said = { version: "1", dataset: id, name, environment: environment.id, physics: environment.physics };
  await writer.addMetadata({ name: MCAP_MARK, metadata: new Map(Object.entries(said)) });
  const encoder = new TextEncoder();
  const channels = new Map<McapTopic, number>();
  for (const topic of TOPICS) {
    const data = encoder.encode(mcapSchema(topic));
    const schemaId = await writer.registerSchema({
      name: `pogo${topic.replace("/", ".")}`,
      encoding: "jsonschema",
      data,
    });
    channels.set(
      topic,
      await writer.registerChannel({ topic, messageEncoding: "json", metadata: new Map(), schemaId }),
    );
  }
  return channels;
}

/** Writes one episode from `start` on and answers when its last message is. */
async function writeEpisode(
  writer: McapWriter,
  channels: ReadonlyMap<McapTopic, number>,
  number: number,
  episode: Episode,
  record: string,
  start: bigint,
  rate: number,
): Promise<bigint> {
  const encoder = new TextEncoder();
  const when = { logTime: start, createTime: start };
  const about = encoder.encode(mcapRecord(episode, record));
  await writer.addAttachment({ ...when, name: recordAttachment(number), mediaType: "application/json", data: about });
  const packed = packSnapshots(episode.snapshots);
  if (packed.length > 0)
    await writer.addAttachment({
      ...when,
      name: snapshotsAttachment(number),
      mediaType: "application/octet-stream",
      data: packed,
    });
  const { columns, meta } = episode;
  const after = stepNanoseconds(columns, rate);
  const writers = TOPICS.flatMap((topic) => {
    const text = messageWriter(topic, number, columns);
    const channelId = channels.get(topic);
    return text === null || channelId === undefined ? [] : [{ channelId, text }];
  });
  const scratch = Buffer.alloc(MAX_MESSAGE_BYTES);
  for (let step = 0; step < meta.steps; step++) {
    const logTime = start + after(step);
    for (const { channelId, text } of writers) {
      // names, words and numbers: one byte per character; the writer copies them before it answers
      const data = scratch.subarray(0, scratch.write(text(step), "latin1"));
      await writer.addMessage({ channelId, sequence: step, logTime, publishTime: logTime, data });
    }
  }
  return start + after(meta.steps - 1);
}

/** Writes one MCAP file: JSON messages over time, in chunks with checksums and indexes; an episode is in memory at a time. */
export async function exportMcap(
  store: ExportSource,
  folder: string,
  _name: string,
  options: TransferOptions,
): Promise<Exported> {
  const used = await store.usedEpisodes();
  const handle = await fs.open(join(folder, MCAP_FILE), "wx");
  let size = 0;
  try {
    const writable = {
      position: (): bigint => BigInt(size),
      write: async (bytes: Uint8Array): Promise<void> => {
        await writeAll(handle, bytes, size);
        size += bytes.length;
      },
    };
    const writer = new McapWriter({ writable, chunkSize: CHUNK_BYTES });
    const channels = await writeHead(writer, store);
    let earliest = 1n;
    for await (const { index: i, summary, episode } of eachUsed(store, used, options)) {
      const start = startNanoseconds(episode.meta.createdAt, earliest);
      const record = writeEpisodeRecord(episode, summary);
      const { rate } = store.info.environment;
      earliest = (await writeEpisode(writer, channels, i, episode, record, start, rate)) + GAP_NANOSECONDS;
    }
    await writer.end();
    await handle.sync();
  } finally {
    await handle.close();
  }
  options.onProgress?.(1, `${used.length} episodes`);
  const steps = used.reduce((sum, episode) => sum + usedSteps(episode), 0);
  return { episodes: used.length, steps, files: [MCAP_FILE], lost: MCAP_LOST };
}
