import { join } from "node:path";
import { STEP_COLUMNS } from "../../shared/dataset/columns.ts";
import type { Episode } from "../../shared/dataset/episode.ts";
import { usedSteps } from "../../shared/dataset/used-episodes.ts";
import { writeEpisodeRecord } from "../../shared/export/episode-record.ts";
import { mcapRecord, startNanoseconds, stepTimes } from "../../shared/export/mcap-episode.ts";
import { messageLayout } from "../../shared/export/mcap-layout.ts";
import {
  MCAP_ENCODING,
  MCAP_MARK,
  MCAP_TOPICS,
  recordAttachment,
  snapshotsAttachment,
} from "../../shared/export/mcap-topics.ts";
import type { McapTopic } from "../../shared/export/mcap-topics.ts";
import { packSnapshots } from "../../shared/export/snapshot-bytes.ts";
import { eachUsed } from "./each-used.ts";
import { ChunkEncoder, stepsPerChunk } from "./mcap/encode-chunk.ts";
import { McapFileWriter } from "./mcap/mcap-file-writer.ts";
import { mcapMessageName, mcapSchema } from "./mcap/mcap-schema.ts";
import type { Exported, ExportSource, TransferOptions } from "./transfer.ts";

export const MCAP_FILE = "episodes.mcap";
/** Every column, label and snapshot has a place. */
export const MCAP_LOST = [] as const;

/** Between episodes that would overlap, so that they stand apart on a time line. */
const GAP_NANOSECONDS = 1_000_000_000n;
const TOPICS = Object.keys(MCAP_TOPICS) as McapTopic[];

async function writeHead(file: McapFileWriter, store: ExportSource): Promise<ReadonlyMap<McapTopic, number>> {
  const { id, name, environment } = store.info;
  await file.start({ profile: "", library: "pogo" });
  const said = { version: "2", dataset: id, name, environment: environment.id, physics: environment.physics };
  await file.addMetadata({ name: MCAP_MARK, metadata: new Map(Object.entries(said)) });
  const channels = new Map<McapTopic, number>();
  for (const topic of TOPICS) {
    const schema = { name: mcapMessageName(topic), encoding: MCAP_ENCODING, data: mcapSchema(topic) };
    const metadata = new Map<string, string>(
      MCAP_TOPICS[topic].map((column) => [column, `${STEP_COLUMNS[column].doc}; unit: ${STEP_COLUMNS[column].unit}`]),
    );
    channels.set(topic, await file.addChannel(schema, { topic, messageEncoding: MCAP_ENCODING, metadata }));
  }
  return channels;
}

/** Writes one episode from `start` on and answers when its last message is. */
async function writeEpisode(
  file: McapFileWriter,
  encoder: ChunkEncoder,
  ids: ReadonlyMap<McapTopic, number>,
  number: number,
  { columns, meta, snapshots }: Episode,
  about: Uint8Array,
  start: bigint,
  rate: number,
): Promise<bigint> {
  const when = { logTime: start, createTime: start };
  await file.addAttachment({ ...when, name: recordAttachment(number), mediaType: "application/json", data: about });
  const packed = packSnapshots(snapshots);
  if (packed.length > 0)
    await file.addAttachment({
      ...when,
      name: snapshotsAttachment(number),
      mediaType: "application/octet-stream",
      data: packed,
    });
  const channels = TOPICS.flatMap((topic) => {
    const layout = messageLayout(topic, number, columns);
    const channelId = ids.get(topic);
    return layout === null || channelId === undefined ? [] : [{ channelId, layout }];
  });
  const times = stepTimes(columns, meta.steps, rate, start);
  const most = stepsPerChunk(channels);
  for (let from = 0; from < meta.steps; from += most)
    await file.addChunk(encoder.encode(channels, { from, to: Math.min(from + most, meta.steps), times }));
  return times[meta.steps - 1] ?? start;
}

/** Writes one MCAP file: Protocol Buffers messages over time, in chunks with checksums and indexes; an episode is in memory at a time. */
export async function exportMcap(
  store: ExportSource,
  folder: string,
  _name: string,
  options: TransferOptions,
): Promise<Exported> {
  const used = await store.usedEpisodes();
  const file = await McapFileWriter.create(join(folder, MCAP_FILE));
  try {
    const encoder = new ChunkEncoder();
    const channels = await writeHead(file, store);
    let earliest = 1n;
    for await (const { index: i, summary, episode } of eachUsed(store, used, options, { reuse: true })) {
      const start = startNanoseconds(episode.meta.createdAt, earliest);
      const about = Buffer.from(mcapRecord(episode, writeEpisodeRecord(episode, summary)));
      const { rate } = store.info.environment;
      earliest = (await writeEpisode(file, encoder, channels, i, episode, about, start, rate)) + GAP_NANOSECONDS;
    }
    await file.finish();
  } catch (error) {
    await file.abandon();
    throw error;
  }
  options.onProgress?.(1, `${used.length} episodes`);
  const steps = used.reduce((sum, episode) => sum + usedSteps(episode), 0);
  return { episodes: used.length, steps, files: [MCAP_FILE], lost: MCAP_LOST };
}
