import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import type { DescMessage } from "@bufbuild/protobuf";
import { reflect } from "@bufbuild/protobuf/reflect";
import type { ReflectList, ReflectMessage } from "@bufbuild/protobuf/reflect";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { McapStreamReader, McapWriter } from "@mcap/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DatasetStore } from "../../../../src/node/datasets/dataset-store.ts";
import { exportDataset } from "../../../../src/node/formats/export-dataset.ts";
import { importMcap } from "../../../../src/node/formats/import-mcap.ts";
import { END_CAUSES } from "../../../../src/shared/dataset/columns.ts";
import { startNanoseconds } from "../../../../src/shared/export/mcap-episode.ts";
import { answersToChanges } from "../../../builders/answers-to-changes.ts";
import { episodeArbitrary } from "../../../builders/episode-arbitrary.ts";
import { EARLIER_COLUMNS, REQUIRED_COLUMNS, stepBatch } from "../../../builders/step-batch.ts";
import { emptyDataset, expectFailure, record, scratch } from "../datasets/store-fixture.ts";
import { expectSameEpisodes } from "./same-datasets.ts";

/** see the README beside it */
const JSON_FILE = resolve(import.meta.dirname, "../../../fixtures/mcap-json/episodes.mcap");

async function exported(store: DatasetStore): Promise<string> {
  const out = join(scratch(), "out");
  await exportDataset(store, "mcap", out);
  return join(out, "episodes.mcap");
}

describe("MCAP", () => {
  it("says with each topic's schema what its messages hold", async () => {
    const store = await emptyDataset();
    const id = await record(store, 40);
    const { columns } = await store.load(id);
    const bytes = readFileSync(await exported(store));
    const reader = new McapStreamReader({ validateCrcs: true });
    reader.append(bytes);
    const types = new Map<number, DescMessage>();
    const channels = new Map<number, DescMessage>();
    const counts = new Map<string, number>();
    for (let item = reader.nextRecord(); item !== undefined; item = reader.nextRecord()) {
      if (item.type === "Schema") {
        const type = createFileRegistry(fromBinary(FileDescriptorSetSchema, item.data)).getMessage(item.name);
        if (type !== undefined) types.set(item.id, type);
      }
      if (item.type === "Channel") channels.set(item.id, types.get(item.schemaId)!);
      if (item.type !== "Message") continue;
      const type = channels.get(item.channelId)!;
      const decoded = reflect(type, fromBinary(type, item.data));
      expect(item.sequence).toBe(decoded.get(type.field.step!));
      counts.set(type.name, (counts.get(type.name) ?? 0) + 1);
      const { sequence: row } = item;
      if (type.name === "Observation") {
        const place = decoded.get(type.field.observation!) as ReflectMessage;
        const values = place.fields.map((field) => place.get(field));
        expect(values).toEqual([...columns.observation!.subarray(row * 11, (row + 1) * 11)]);
        expect(decoded.get(type.field.contact!)).toBe(columns.contact![row] === 1);
      }
      if (type.name === "Input")
        expect([...(decoded.get(type.field.padButtons!) as ReflectList)]).toEqual([
          ...columns.pad_buttons!.subarray(row * 17, (row + 1) * 17),
        ]);
      if (type.name === "Status") {
        const { enum: causes } = type.field.cause!;
        const said = decoded.get(type.field.cause!);
        expect(causes?.values.find(({ number }) => number === said)?.name).toBe(
          `CAUSE_${END_CAUSES[columns.cause![row]!]!.toUpperCase().replace("-", "_")}`,
        );
      }
    }
    expect([...counts.values()]).toEqual([40, 40, 40, 40, 40, 40]);
  });

  it("never says time 0, and keeps episodes apart", () => {
    expect(startNanoseconds("1970-01-01T00:00:00.000Z", 1n)).toBe(1n);
    expect(startNanoseconds("not a date", 5n)).toBe(5n);
    expect(startNanoseconds("2026-01-01T00:00:00.000Z", 5n)).toBe(1_767_225_600_000_000_000n);
  });

  it("brings recorded, labelled and trimmed episodes back bit for bit", async () => {
    const store = await emptyDataset();
    const [first, second] = [await record(store, 300), await record(store, 40)];
    await store.edit([
      { op: "name", episode: first, name: "Ünïcode \u{1F407}" },
      { op: "label", episode: second, success: false },
      { op: "rate", episode: second, rating: 4 },
      { op: "trim", episode: second, trim: { from: 3, to: 30 } },
    ]);
    const again = await emptyDataset();
    const progress: number[] = [];
    const file = await exported(store);
    const onProgress = (fraction: number): number => progress.push(fraction);
    // What was trimmed comes without its id, and the builder's numbers are no hopper's.
    const notes = [expect.stringContaining("action values are outside of −1 to 1")];
    expect(await importMcap(file, again, { onProgress })).toEqual({ episodes: 2, steps: 327, notes });
    expect(progress.at(-1)).toBe(1);
    const part = (await again.episodes()).find(({ steps }) => steps === 27);
    expect(part).toMatchObject({ parent: { episode: second, step: 3 }, curation: { success: false, rating: 4 } });
    await store.edit([{ op: "trim", episode: second, trim: null }]);
    const whole = await emptyDataset();
    await importMcap(await exported(store), whole);
    await expectSameEpisodes(store, whole);
  });

  it("brings any episode back bit for bit", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(episodeArbitrary(), { minLength: 1, maxLength: 3 }), async (episodes) => {
        const [store, again] = [await emptyDataset(), await emptyDataset()];
        for (const episode of episodes) await store.addEpisode(episode);
        if ((await store.usedEpisodes()).length === 0) return;
        expect(await importMcap(await exported(store), again)).toMatchObject({ notes: [] });
        await expectSameEpisodes(store, again);
      }),
      { numRuns: 12 },
    );
  });

  it("stops between episodes when cancelled, and refuses an empty dataset", async () => {
    const store = await emptyDataset();
    await expectFailure(exported(store), "invalid-input");
    await record(store, 5);
    await record(store, 5);
    const file = await exported(store);
    const again = await emptyDataset();
    const signal = { aborted: false };
    const onProgress = (): void => {
      signal.aborted = true;
    };
    await expectFailure(importMcap(file, again, { signal, onProgress }), "cancelled");
    expect(await again.episodes()).toHaveLength(1);
    await expectFailure(importMcap(join(scratch(), "missing.mcap"), again), "not-found");
  });

  /** A file without messages that another program could have written. */
  async function foreignFile(topic: string, messageEncoding: string, marks: readonly string[]): Promise<string> {
    const file = join(scratch(), "robot.mcap");
    const parts: Uint8Array[] = [];
    const size = (): number => parts.reduce((sum, part) => sum + part.length, 0);
    const write = (bytes: Uint8Array): Promise<void> => Promise.resolve(void parts.push(bytes.slice()));
    const writer = new McapWriter({ writable: { position: () => BigInt(size()), write } });
    await writer.start();
    for (const name of marks) await writer.addMetadata({ name, metadata: new Map() });
    await writer.registerChannel({ topic, messageEncoding, metadata: new Map(), schemaId: 0 });
    await writer.end();
    writeFileSync(file, Buffer.concat(parts));
    return file;
  }

  it("names the topics of another program's file", async () => {
    const file = await foreignFile("/camera", "cdr", []);
    const { failure } = await expectFailure(importMcap(file, await emptyDataset()), "unsupported");
    expect(failure.message).toContain("/camera");
  });

  it("says what is wrong with messages of another encoding", async () => {
    const file = await foreignFile("/action", "cbor", ["pogo"]);
    const { failure } = await expectFailure(importMcap(file, await emptyDataset()), "unsupported");
    expect(failure.message).toContain("cbor");
  });

  it("brings a file of the first export back bit for bit, whose messages are JSON", async () => {
    const store = await emptyDataset();
    expect(await importMcap(JSON_FILE, store)).toEqual({ episodes: 2, steps: 15, notes: [] });
    const [full, bare] = await store.episodes();
    expect(full).toMatchObject({
      id: "01M7ZMP1Z3A1Q17P83JJE3GSJ5",
      createdAt: "2026-11-21T12:00:00.000Z",
      cause: "time-limit",
      operator: "Ada",
      curation: { name: "Ünïcode", success: true, rating: 4, tags: ["kept"] },
    });
    const wanted = stepBatch(0, 12, EARLIER_COLUMNS);
    wanted.columns.observation?.set([Number.NaN, -0, Infinity, -Infinity, 5e-324, 0.1 + 0.2]);
    wanted.columns.pad_age?.set([Number.NaN, -0, Infinity]);
    wanted.columns.cause?.set([END_CAUSES.indexOf("time-limit")], 11);
    const { columns, snapshots, meta } = await store.load(full?.id ?? "");
    expect(columns).toEqual(wanted.columns);
    expect(snapshots.map(({ step, bytes }) => [step, [...bytes]])).toEqual([[0, [0, 1, 2, 3]]]);
    expect(meta.finalObservation).toEqual([...wanted.finalObservation]);
    expect((await store.load(bare?.id ?? "")).columns).toEqual(stepBatch(0, 3, REQUIRED_COLUMNS).columns);
    const again = await emptyDataset();
    await importMcap(await exported(store), again);
    await expectSameEpisodes(store, again);
  });

  it.each(["protobuf", "json"])(
    "answers changed bytes with an error or with sound episodes: %s",
    async (encoding) => {
      const small = await emptyDataset();
      await record(small, 20);
      await record(small, 3);
      const store = await emptyDataset();
      const outcomes = await answersToChanges({
        bytes: readFileSync(encoding === "json" ? JSON_FILE : await exported(small)),
        mutant: join(scratch(), "mutant.mcap"),
        read: (mutant) => importMcap(mutant, store),
        changes: 2,
        whole: 4,
        runs: 300,
      });
      console.log("mcap", encoding, outcomes);
      expect(outcomes["invalid-file"]).toBeGreaterThan(0);
    },
    120_000,
  );
});
