import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { exportDataset } from "../../src/node/formats/export-dataset.ts";
import { importMcap } from "../../src/node/formats/import-mcap.ts";
import { episodeStart, stepBatch } from "../builders/step-batch.ts";
import { emptyDataset, scratch, STOPPED } from "../unit/node/datasets/store-fixture.ts";
import { expectSameEpisodes } from "../unit/node/formats/same-datasets.ts";
import { pythonWith } from "./python.ts";
import type { Python } from "./python.ts";

/** Reads all of a file with checksums, and prints what it holds. */
const READ = `
import json, sys
from mcap.reader import make_reader
from mcap_protobuf.decoder import DecoderFactory
with open(sys.argv[1], "rb") as stream:
    reader = make_reader(stream, validate_crcs=True, decoder_factories=[DecoderFactory()])
    header, summary = reader.get_header(), reader.get_summary()
    times, counts, rewards = [], {}, []
    for schema, channel, message, data in reader.iter_decoded_messages():
        assert schema.encoding == "protobuf" and channel.message_encoding == "protobuf"
        named = [field.name for field, _ in data.ListFields()]
        assert named == [field.name for field in data.DESCRIPTOR.fields], (channel.topic, named)
        assert data.step == message.sequence
        times.append(message.log_time)
        counts[channel.topic] = counts.get(channel.topic, 0) + 1
        if channel.topic == "/reward":
            rewards.append(data.reward)
    only = sum(1 for _ in reader.iter_messages(topics=["/action"]))
    records = {a.name: a.data for a in reader.iter_attachments()}
    marks = {m.name: m.metadata for m in reader.iter_metadata()}
    statistics = summary.statistics
    assert all(chunk.message_start_time > 0 for chunk in summary.chunk_indexes)
print(json.dumps({"library": header.library, "counts": counts, "only": only, "first": times[0], "sorted": times == sorted(times),
    "messages": statistics.message_count, "attachments": sorted(records), "chunks": statistics.chunk_count,
    "steps": json.loads(records["episode-1/record.json"])["steps"], "marks": sorted(marks), "reward": sum(rewards)}))
`;

/** Writes the same file again as other tools do: compressed with zstd, in small chunks. */
const COMPRESS = `
import sys
from mcap.reader import make_reader
from mcap.writer import Writer, CompressionType
with open(sys.argv[1], "rb") as stream, open(sys.argv[2], "wb") as out:
    reader, writer = make_reader(stream), Writer(out, chunk_size=20_000, compression=CompressionType.ZSTD)
    writer.start()
    ids, schemas = {}, {}
    for schema, channel, message in reader.iter_messages():
        if channel.id not in ids:
            schemas[schema.id] = writer.register_schema(schema.name, schema.encoding, schema.data)
            ids[channel.id] = writer.register_channel(channel.topic, channel.message_encoding, schemas[schema.id])
        writer.add_message(ids[channel.id], message.log_time, message.data, message.publish_time, message.sequence)
    for a in reader.iter_attachments():
        writer.add_attachment(a.create_time, a.log_time, a.name, a.media_type, a.data)
    for m in reader.iter_metadata():
        writer.add_metadata(m.name, m.metadata)
    writer.finish()
`;

describe("the mcap library", () => {
  let python: Python | null = null;
  beforeAll(() => {
    python = pythonWith(["mcap", "mcap-protobuf-support"]);
  }, 600_000);

  it(
    "reads an export with its checksums, and what it compresses comes back bit for bit",
    { timeout: 120_000 },
    async (context) => {
      if (python === null) return context.skip();
      const store = await emptyDataset();
      for (const steps of [300, 40]) {
        const recording = await store.begin(episodeStart());
        await recording.append(stepBatch(0, steps));
        await recording.finish(STOPPED);
      }
      const out = join(scratch(), "mcap");
      await exportDataset(store, "mcap", out);
      const file = join(out, "episodes.mcap");
      const read: unknown = JSON.parse(python.run(READ, [file]));
      const topics = ["/observation", "/action", "/reward", "/status", "/input", "/health"];
      expect(read).toMatchObject({
        library: "pogo",
        counts: Object.fromEntries(topics.map((topic) => [topic, 340])),
        only: 340,
        sorted: true,
        messages: 6 * 340,
        attachments: [
          "episode-0/record.json",
          "episode-0/snapshots.bin",
          "episode-1/record.json",
          "episode-1/snapshots.bin",
        ],
        steps: 40,
        marks: ["pogo"],
      });
      const { first, reward } = read as { readonly first: number; readonly reward: number };
      const episodes = await store.episodes();
      expect(first / 1e6).toBeGreaterThanOrEqual(Date.parse(episodes[0]?.createdAt ?? ""));
      expect(reward).toBeCloseTo(
        episodes.reduce((sum, episode) => sum + episode.return, 0),
        6,
      );

      const small = join(scratch(), "small.mcap");
      python.run(COMPRESS, [file, small]);
      const again = await emptyDataset();
      expect(await importMcap(small, again)).toEqual({ episodes: 2, steps: 340, notes: [] });
      await expectSameEpisodes(store, again);
    },
  );
});
