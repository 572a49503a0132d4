import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { crc32 } from "../../../../src/shared/base/crc32.ts";
import { openDataset } from "../../../../src/node/datasets/open-dataset.ts";
import type { DatasetStore } from "../../../../src/node/datasets/dataset-store.ts";
import { allocateColumn, STEP_COLUMNS } from "../../../../src/shared/dataset/columns.ts";
import { MAX_SHARD_STEPS } from "../../../../src/shared/dataset/shard.ts";
import { bytesOfColumns } from "../../../builders/any-rows.ts";
import { ALL_COLUMNS, episodeStart, REQUIRED_COLUMNS, stepBatch } from "../../../builders/step-batch.ts";
import { emptyDataset, expectFailure, record, scratch, STOPPED } from "./store-fixture.ts";

const COLUMNS = ["observation", "action", "action_label"] as const;

const fileOf = (store: DatasetStore, id: string, suffix = ".arrow"): string =>
  join(store.path, "episodes", id + suffix);

/** Changes one byte in place, as a failing disk does. */
function damage(path: string, at: number): void {
  const byte = readFileSync(path)[at] ?? 0;
  const file = openSync(path, "r+");
  writeSync(file, Uint8Array.of(byte ^ 4), 0, 1, at);
  closeSync(file);
}

async function collect(rows: ReturnType<DatasetStore["rows"]>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const { meta, columns } of rows)
    all.push({ id: meta.id, steps: meta.steps, columns: structuredClone(columns) });
  return all;
}

describe("a damaged byte", () => {
  it("is an error that names the column, for whoever reads that column", async () => {
    const store = await emptyDataset();
    const id = await record(store, 200);
    const { columns } = await store.load(id);
    damage(fileOf(store, id), (columns.reward?.byteOffset ?? 0) + 80);
    const reader = await openDataset(store.path, { mode: "read" });
    expect((await expectFailure(reader.load(id), "invalid-file")).message).toContain("reward");
    expect(await collect(reader.rows(COLUMNS))).toHaveLength(1);
    await expectFailure(collect(reader.rows(["reward"])), "invalid-file");
    await expectFailure(collect(reader.rows(["reward"], undefined, { reuse: true })), "invalid-file");
  });

  it("in an episode's description leaves the others to be used, and is counted", async () => {
    const store = await emptyDataset();
    const [good, bad] = [await record(store, 40), await record(store, 40)];
    damage(fileOf(store, bad), 300);
    const reader = await openDataset(store.path, { mode: "read" });
    expect(await reader.summary()).toMatchObject({ episodes: 1, steps: 40, problem: null, problems: 1 });
    expect(await reader.problems()).toMatchObject([{ id: bad, failure: { kind: "invalid-file" } }]);
    expect((await reader.episodes()).map(({ id }) => id)).toEqual([good]);
  });

  it("in a journal costs what comes after it, and is told", async () => {
    const store = await emptyDataset();
    const recording = await store.begin(episodeStart());
    for (const first of [0, 32, 64]) await recording.append(stepBatch(first, 32));
    const journal = fileOf(store, recording.episodeId, ".arrow.part");
    damage(journal, Math.floor(readFileSync(journal).length * 0.95));
    const error = await expectFailure(recording.finish(STOPPED), "invalid-file");
    expect(error.message).toContain("64 of 96 steps");
    expect((await store.load(recording.episodeId)).columns).toEqual(stepBatch(0, 64).columns);
    expect(existsSync(fileOf(store, recording.episodeId, ".arrow.damaged"))).toBe(true);
  });
});

describe("where the episode's file cannot be written", () => {
  it("the journal takes its place and is read as an episode", async () => {
    const store = await emptyDataset();
    const recording = await store.begin(episodeStart());
    for (const first of [0, 32, 64]) await recording.append(stepBatch(first, 32));
    // Stands for a full disk: the file beside cannot be made.
    mkdirSync(fileOf(store, recording.episodeId, ".arrow.tmp"));
    const meta = await recording.finish(STOPPED);
    expect(meta).toMatchObject({ steps: 96, recovered: true });
    const reader = await openDataset(store.path, { mode: "read" });
    expect((await reader.load(meta.id)).columns).toEqual(stepBatch(0, 96).columns);
    const expected = stepBatch(0, 96).columns;
    expect(await collect(reader.rows(COLUMNS))).toEqual([
      { id: meta.id, steps: 96, columns: Object.fromEntries(COLUMNS.map((name) => [name, expected[name]])) },
    ]);
    expect(readdirSync(join(store.path, "episodes")).some((name) => name.endsWith(".part"))).toBe(false);
  });
});

describe("a shard", () => {
  it("is as long as an episode may be", async () => {
    const store = await emptyDataset();
    const recording = await store.begin(episodeStart());
    await recording.append(stepBatch(0, 32, REQUIRED_COLUMNS));
    const columns = Object.fromEntries(
      REQUIRED_COLUMNS.map((name) => [name, allocateColumn(STEP_COLUMNS[name], MAX_SHARD_STEPS)]),
    );
    const tooMany = {
      first: 32,
      count: MAX_SHARD_STEPS,
      columns,
      snapshots: [],
      finalObservation: new Float64Array(11),
    };
    const error = await expectFailure(recording.append(tooMany), "invalid-input");
    expect(error.message).toContain(String(MAX_SHARD_STEPS));
    expect((await recording.finish(STOPPED)).steps).toBe(32);
  });

  it("is written in batches that are read one by one, and joined", async () => {
    const store = await emptyDataset();
    const rows = 20_000;
    const recording = await store.begin(episodeStart());
    for (let first = 0; first < rows; first += 5000) await recording.append(stepBatch(first, 5000, REQUIRED_COLUMNS));
    const { id } = await recording.finish(STOPPED);
    const whole = stepBatch(0, rows, REQUIRED_COLUMNS);
    const episode = await store.load(id);
    expect(bytesOfColumns(episode.columns)).toEqual(bytesOfColumns(whole.columns));
    expect(episode.snapshots.map(({ step }) => step)).toEqual(whole.snapshots.map(({ step }) => step));
    for await (const { columns } of store.rows(["action"]))
      expect(bytesOfColumns(columns).action === bytesOfColumns(whole.columns).action).toBe(true);
  });
});

describe("many episodes", () => {
  it("keep their places and edits while they come in any order", async () => {
    const store = await emptyDataset();
    const { columns, finalObservation } = stepBatch(0, 5, ALL_COLUMNS);
    const ids = ["01ARZ3NDEKTSV4RRFFQ69G5FA3", "01ARZ3NDEKTSV4RRFFQ69G5FA1", "01ARZ3NDEKTSV4RRFFQ69G5FA2"];
    const common = { start: episodeStart(), columns, snapshots: [], finalObservation, end: STOPPED };
    for (const id of ids) await store.addEpisode({ ...common, id, curation: { rating: 3 } });
    const again = await store.addEpisode({ ...common, id: ids[0]! });
    expect(ids).not.toContain(again.id);
    const edited = await store.edit(ids.map((episode) => ({ op: "note", episode, note: "n" }) as const));
    expect(edited.map(({ id, name }) => [id, name])).toEqual([...ids].sort().map((id, i) => [id, `Episode ${i + 1}`]));
    const listed = await (await openDataset(store.path, { mode: "read" })).episodes();
    expect(listed.map(({ curation }) => curation.rating)).toEqual([3, 3, 3, null]);
    expect(listed.slice(0, 3)).toEqual(edited);
  });

  it("are taken in while somebody lists them", async () => {
    const store = await emptyDataset();
    const { columns, finalObservation } = stepBatch(0, 5, REQUIRED_COLUMNS);
    const common = { start: episodeStart(), columns, snapshots: [], finalObservation, end: STOPPED };
    await store.addEpisode({ ...common, curation: { rating: 1 } });
    // Files that are looked into one by one make the look last longer than saving an episode.
    for (let i = 100; i < 900; i++) writeFileSync(fileOf(store, `01ARZ3NDEKTSV4RRFFQ69G5${i}`), Buffer.alloc(4000, i));
    const reader = await openDataset(store.path, { mode: "read" });
    const before = reader.episodes();
    await new Promise((resolve) => setTimeout(resolve, 10));
    const { id } = await store.addEpisode(common);
    await before;
    expect(await store.edit([{ op: "rate", episode: id, rating: 2 }])).toMatchObject([{ id, name: "Episode 2" }]);
  });

  it("come as fast rows and as whole episodes alike, trimmed, with and without memory used again", async () => {
    const store = await emptyDataset();
    const ids = [await record(store, 100), await record(store, 50)];
    await store.edit([{ op: "trim", episode: ids[0]!, trim: { from: 10, to: 60 } }]);
    const reader = await openDataset(store.path, { mode: "read" });
    const rows = await collect(reader.rows(COLUMNS));
    const whole = stepBatch(0, 100).columns;
    expect(rows[0]).toMatchObject({ steps: 50, columns: { action: whole.action?.slice(30, 180) } });
    expect(await collect(reader.rows(COLUMNS, undefined, { reuse: true }))).toEqual(rows);
    expect(await collect(reader.rows(COLUMNS, [...ids].reverse()))).toEqual([...rows].reverse());
  });

  it("are listed from the cache, of which unreadable lines are left out", async () => {
    const store = await emptyDataset();
    for (const steps of [10, 20, 30]) await record(store, steps);
    const before = await store.episodes();
    // What a process knows of a folder it does not read again: another folder is new to it.
    const copy = join(scratch(), "moved");
    await store.close();
    renameSync(store.path, copy);
    const cache = join(copy, "cache", "episodes.jsonl");
    const [first = "", ...rest] = readFileSync(cache, "utf8").split("\n");
    const json = first.slice(9).replace('"operator":"Ada"', '"operator":"Eve"');
    const renamed = `${crc32(Buffer.from(json)).toString(16).padStart(8, "0")} ${json}`;
    const flipped = (rest[0] ?? "").replace('"operator":"Ada"', '"operator":"Ida"');
    writeFileSync(cache, ["nonsense", '{"bytes":1}', renamed, flipped, ...rest.slice(1)].join("\n").slice(0, -40));
    const listed = await (await openDataset(copy, { mode: "read" })).episodes();
    expect(listed).toEqual([{ ...before[0], operator: "Eve" }, ...before.slice(1)]);
  });
});
