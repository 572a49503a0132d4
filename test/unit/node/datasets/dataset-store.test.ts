import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { spawnSync } from "node:child_process";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createDatasetIn, findDataset, listDatasets } from "../../../../src/node/datasets/list-datasets.ts";
import { createDataset, openDataset } from "../../../../src/node/datasets/open-dataset.ts";
import type { DatasetStore } from "../../../../src/node/datasets/dataset-store.ts";
import type { StepBatch } from "../../../../src/shared/dataset/columns.ts";
import type { EpisodeMeta } from "../../../../src/shared/dataset/episode.ts";
import { createHopper } from "../../../../src/shared/sim/create-hopper.ts";
import type { Hopper } from "../../../../src/shared/sim/types.ts";
import { recordedHops } from "../../../builders/recorded-hops.ts";
import { episodeStart, stepBatch } from "../../../builders/step-batch.ts";
import { emptyDataset, expectFailure, openForWriting, record, scratch, STOPPED } from "./store-fixture.ts";

function partFile(store: DatasetStore): string {
  const name = readdirSync(join(store.path, "episodes")).find((entry) => entry.endsWith(".part"));
  if (name === undefined) throw new Error("there is no journal");
  return join(store.path, "episodes", name);
}

describe("recording", () => {
  it("gives back what was appended", async () => {
    const store = await emptyDataset();
    const id = await record(store, 300);
    const episode = await store.load(id);
    const expected = stepBatch(0, 300);
    expect(episode.columns).toEqual(expected.columns);
    expect(episode.snapshots.map((snapshot) => snapshot.step)).toEqual([0, 125, 250]);
    expect(episode.meta).toMatchObject({
      id,
      steps: 300,
      seed: 7,
      cause: "operator",
      recovered: false,
      truncated: true,
      replays: null,
    });
    expect(episode.meta.return).toBe([...(expected.columns.reward ?? [])].reduce((sum, reward) => sum + reward, 0));
    expect(episode.meta.finalObservation).toEqual([...expected.finalObservation]);
    expect(readdirSync(join(store.path, "episodes"))).toEqual([`${id}.arrow`]);
  });

  it("gives back an episode whose simulation broke down into no finite numbers", async () => {
    const store = await emptyDataset();
    const recording = await store.begin(episodeStart());
    const batch = stepBatch(0, 32);
    batch.columns.reward?.fill(Number.NaN, 31);
    batch.finalObservation.fill(Number.NaN, 0, 1).fill(-Infinity, 1, 2).fill(-0, 2, 3);
    await recording.append(batch);
    const { id } = await recording.finish(STOPPED);
    const { meta } = await (await openDataset(store.path, { mode: "read" })).load(id);
    expect(meta.return).toBeNaN();
    expect(meta.finalObservation.slice(0, 3)).toEqual([Number.NaN, -Infinity, -0]);
    expect(await store.episodes()).toHaveLength(1);
  });

  it("shows whole episodes only, to readers that never wait", async () => {
    const store = await emptyDataset();
    const reader = await openDataset(store.path, { mode: "read" });
    const recording = await store.begin(episodeStart());
    await recording.append(stepBatch(0, 32));
    expect(await reader.episodes()).toEqual([]);
    await recording.finish(STOPPED);
    expect((await reader.episodes()).map((episode) => episode.steps)).toEqual([32]);
  });

  it("records several episodes at once under one lock", async () => {
    const store = await emptyDataset();
    const second = await openForWriting(store.path);
    const recordings = await Promise.all([
      store.begin(episodeStart()),
      second.begin(episodeStart()),
      second.begin(episodeStart()),
    ]);
    await Promise.all(recordings.map((recording) => recording.append(stepBatch(0, 10))));
    await store.close();
    await Promise.all(recordings.map((recording) => recording.finish(STOPPED)));
    expect(await second.episodes()).toHaveLength(3);
  });

  it("does appends in the order of the calls, without waiting for each other", async () => {
    const store = await emptyDataset();
    const recording = await store.begin(episodeStart());
    const appended = [0, 32, 64].map((first) => recording.append(stepBatch(first, 32)));
    const meta = await recording.finish(STOPPED);
    await Promise.all(appended);
    expect(meta.steps).toBe(96);
  });

  it("refuses steps that do not continue, and keeps those before", async () => {
    const store = await emptyDataset();
    const recording = await store.begin(episodeStart());
    await recording.append(stepBatch(0, 5));
    await expectFailure(recording.append(stepBatch(6, 5)), "invalid-input");
    await expectFailure(recording.append(stepBatch(5, 5, ["step", "observation"])), "invalid-input");
    await recording.append(stepBatch(5, 5));
    expect((await recording.finish(STOPPED)).steps).toBe(10);
    await expectFailure(recording.append(stepBatch(10, 5)), "not-found");
  });

  it("leaves nothing of a discarded or an empty recording", async () => {
    const store = await emptyDataset();
    const recording = await store.begin(episodeStart());
    await recording.append(stepBatch(0, 5));
    await recording.discard();
    await expectFailure((await store.begin(episodeStart())).finish(STOPPED), "invalid-input");
    expect(readdirSync(join(store.path, "episodes"))).toEqual([]);
  });

  it("saves what is being recorded when the dataset is closed", async () => {
    const store = await emptyDataset();
    const recording = await store.begin(episodeStart());
    await recording.append(stepBatch(0, 40));
    await store.close();
    const [episode] = await (await openDataset(store.path, { mode: "read" })).episodes();
    expect(episode).toMatchObject({ steps: 40, cause: "interrupted", recovered: false });
  });

  it("says when its file is deleted, and still saves everything", async () => {
    const store = await emptyDataset();
    const recording = await store.begin(episodeStart());
    await recording.append(stepBatch(0, 32));
    unlinkSync(partFile(store));
    await expectFailure(recording.append(stepBatch(32, 32)), "disk");
    await expectFailure(recording.append(stepBatch(64, 32)), "disk");
    expect((await recording.finish(STOPPED)).steps).toBe(64);
  });

  it("says when the whole folder is gone", async () => {
    const store = await emptyDataset();
    const recording = await store.begin(episodeStart());
    await recording.append(stepBatch(0, 32));
    const elsewhere = `${store.path}-moved`;
    renameSync(store.path, elsewhere);
    await expectFailure(recording.finish(STOPPED), "disk");
    const found = await openForWriting(elsewhere);
    expect(found.recovered).toEqual([recording.episodeId]);
  });
});

describe("recovery", () => {
  async function crashed(
    steps: number,
  ): Promise<{ readonly path: string; readonly id: string; readonly journal: string }> {
    const store = await emptyDataset();
    const recording = await store.begin(episodeStart());
    for (let first = 0; first < steps; first += 32) await recording.append(stepBatch(first, 32));
    const path = join(scratch(), "copy");
    cpSync(store.path, path, { recursive: true, filter: (source) => !source.includes(".writer") });
    return { path, id: recording.episodeId, journal: join(path, "episodes", `${recording.episodeId}.arrow.part`) };
  }

  it("brings a dead writer's journal back, marked", async () => {
    const { path, id } = await crashed(320);
    const store = await openForWriting(path);
    expect(store.recovered).toEqual([id]);
    const [episode] = await store.episodes();
    expect(episode).toMatchObject({
      id,
      steps: 320,
      recovered: true,
      cause: "interrupted",
      finalObservation: [...stepBatch(0, 320).finalObservation],
    });
    expect((await store.load(id)).columns).toEqual(stepBatch(0, 320).columns);
    expect(readdirSync(join(path, "episodes"))).toEqual([`${id}.arrow`]);
  });

  it("loses only the batch in flight", async () => {
    const { path, journal } = await crashed(96);
    truncateSync(journal, readFileSync(journal).length - 1);
    const [episode] = await (await openForWriting(path)).episodes();
    expect(episode).toMatchObject({ steps: 64, recovered: true });
  });

  it("keeps a journal whose end is damaged", async () => {
    const { path, journal, id } = await crashed(96);
    const bytes = readFileSync(journal);
    writeFileSync(journal, Buffer.concat([bytes, Buffer.alloc(5000)]));
    const store = await openForWriting(path);
    expect(store.unrecovered).toMatchObject([{ id, failure: { kind: "invalid-file" } }]);
    const [episode] = await store.episodes();
    expect(episode?.steps).toBe(96);
    expect(existsSync(join(path, "episodes", `${id}.arrow.damaged`))).toBe(true);
  });

  it("reads a journal that took its episode's place because the disk was full", async () => {
    const { path, journal, id } = await crashed(64);
    renameSync(journal, join(path, "episodes", `${id}.arrow`));
    const store = await openDataset(path, { mode: "read" });
    expect((await store.episodes())[0]).toMatchObject({ steps: 64, recovered: true });
    expect((await store.load(id)).columns).toEqual(stepBatch(0, 64).columns);
  });

  it("forgets journals of episodes that are in place, empty ones and unfinished files", async () => {
    const store = await emptyDataset();
    const id = await record(store, 64);
    await store.close();
    const folder = join(store.path, "episodes");
    writeFileSync(join(folder, `${id}.arrow.part`), "left by a crash after the rename");
    writeFileSync(join(folder, "01ARZ3NDEKTSV4RRFFQ69G5FAV.arrow.part"), "");
    writeFileSync(join(folder, "01ARZ3NDEKTSV4RRFFQ69G5FAV.arrow.tmp"), "half");
    expect((await openForWriting(store.path)).recovered).toEqual([]);
    expect(readdirSync(folder)).toEqual([`${id}.arrow`]);
  });
});

describe("an episode that is saved", () => {
  const createSimulator = (options: Readonly<Record<string, unknown>>): Hopper => createHopper(options);

  async function save(change: (batch: StepBatch) => void): Promise<EpisodeMeta> {
    const path = join(scratch(), "checked");
    await createDataset({ path, name: "Checked" });
    const store = await openDataset(path, { mode: "write", createSimulator });
    onTestFinished(() => store.close());
    const { episode } = recordedHops();
    const { columns, snapshots, meta } = episode;
    const recording = await store.begin(meta);
    const batch = {
      first: 0,
      count: meta.steps,
      columns,
      snapshots,
      finalObservation: Float64Array.from(meta.finalObservation),
    };
    change(batch);
    await recording.append(batch);
    return recording.finish(STOPPED);
  }

  it("is checked by replaying it", async () => {
    expect(await save(() => undefined)).toMatchObject({
      replays: true,
      hopperOptions: { max_episode_steps: Infinity },
    });
    const changed = await save(({ columns }) => columns.action?.set([0.125], 50));
    expect(changed.replays).toBe(false);
  });
});

describe("one writer", () => {
  it("refuses a dataset that a living process writes to", async () => {
    const store = await emptyDataset();
    await store.close();
    mkdirSync(join(store.path, ".writer.lock"));
    writeFileSync(join(store.path, ".writer.json"), JSON.stringify({ pid: process.ppid, host: hostname() }));
    const error = await expectFailure(openDataset(store.path, { mode: "write" }), "locked");
    expect(error.message).toContain(String(process.ppid));
    expect(await (await openDataset(store.path, { mode: "read" })).episodes()).toEqual([]);
  });

  it("takes over from a killed one within seconds", async () => {
    const store = await emptyDataset();
    await store.close();
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    mkdirSync(join(store.path, ".writer.lock"));
    writeFileSync(join(store.path, ".writer.json"), JSON.stringify({ pid, host: hostname() }));
    expect(await record(await openForWriting(store.path), 10)).toMatch(/^[0-9A-Z]{26}$/);
  });

  it("lets nothing be written through a store for reading", async () => {
    const store = await emptyDataset();
    const id = await record(store, 10);
    const reader = await openDataset(store.path, { mode: "read" });
    await expect(reader.begin(episodeStart())).rejects.toMatchObject({ failure: { kind: "denied" } });
    await expectFailure(reader.edit([{ op: "drop", episode: id }]), "denied");
  });
});

describe("episodes", () => {
  it("are named, dropped, restored; undo and redo are unlimited", async () => {
    const store = await emptyDataset();
    const id = await record(store, 10);
    expect((await store.episodes())[0]).toMatchObject({ name: "Episode 1", dropped: false });
    expect(await store.edit([{ op: "name", episode: id, name: 'My best\n"hop"' }])).toMatchObject([
      { name: 'My best\n"hop"' },
    ]);
    expect(await store.edit([{ op: "drop", episode: id }])).toMatchObject([{ dropped: true }]);
    expect(await store.summary()).toMatchObject({ episodes: 0, steps: 0, name: "Hops", problem: null });
    expect(await store.edit([{ op: "restore", episode: id }])).toMatchObject([{ dropped: false }]);
    await store.undo();
    await store.undo();
    await store.undo();
    expect(await store.episode(id)).toMatchObject({ name: "Episode 1", dropped: false });
    await store.redo();
    await store.redo();
    expect(await store.episode(id)).toMatchObject({ name: 'My best\n"hop"', dropped: true });
    await expectFailure(store.edit([{ op: "drop", episode: "01ARZ3NDEKTSV4RRFFQ69G5FAV" }]), "not-found");
  });

  it("survive a torn line of the log", async () => {
    const store = await emptyDataset();
    const id = await record(store, 10);
    await store.edit([{ op: "name", episode: id, name: "First" }]);
    const log = join(store.path, "curation.jsonl");
    writeFileSync(log, `${readFileSync(log, "utf8")}{"op":"drop","time":"20`);
    await store.edit([{ op: "name", episode: id, name: "Second" }]);
    expect(await store.episode(id)).toMatchObject({ name: "Second", dropped: false });
  });

  it("come column by column for training, without the dropped ones", async () => {
    const store = await emptyDataset();
    const ids = [await record(store, 10), await record(store, 20), await record(store, 30)];
    await store.edit([{ op: "drop", episode: ids[1] ?? "" }]);
    const seen = [];
    for await (const { meta, columns } of store.rows(["observation", "action"]))
      seen.push([meta.id, Object.keys(columns), columns.action?.length]);
    expect(seen).toEqual([
      [ids[0], ["observation", "action"], 30],
      [ids[2], ["observation", "action"], 90],
    ]);
  });

  it("are listed from the cache, and without it", async () => {
    const store = await emptyDataset();
    await record(store, 10);
    const before = await store.episodes();
    const read = async (): Promise<unknown> => (await openDataset(store.path, { mode: "read" })).episodes();
    expect(await read()).toEqual(before);
    writeFileSync(join(store.path, "cache", "episodes.json"), '{"version":1,"episodes":{"../../x":{}}}');
    expect(await read()).toEqual(before);
    rmSync(join(store.path, "cache"), { recursive: true });
    expect(await read()).toEqual(before);
  });

  it("that are damaged are told and do not hide the others", async () => {
    const store = await emptyDataset();
    const [bad, good] = [await record(store, 10), await record(store, 20)];
    const file = join(store.path, "episodes", `${bad}.arrow`);
    const whole = readFileSync(file);
    writeFileSync(file, whole.subarray(0, 500));
    writeFileSync(
      join(store.path, "episodes", "01ARZ3NDEKTSV4RRFFQ69G5FAV.arrow"),
      readFileSync(join(store.path, "episodes", `${good}.arrow`)),
    );
    expect((await store.episodes()).map((episode) => episode.id)).toEqual([good]);
    expect((await store.problems()).map((problem) => [problem.id, problem.failure.kind])).toEqual([
      ["01ARZ3NDEKTSV4RRFFQ69G5FAV", "invalid-file"],
      [bad, "invalid-file"],
    ]);
    writeFileSync(file, whole.subarray(0, whole.length - 100));
    await expectFailure(store.load(bad), "invalid-file");
  });

  it.each(["../../../etc/passwd", "", "01ARZ3NDEKTSV4RRFFQ69G5FA/", "a".repeat(26)])(
    "cannot be named %j",
    async (id) => {
      const store = await emptyDataset();
      await expect(store.load(id)).rejects.toMatchObject({ failure: { kind: "invalid-input" } });
      await expect(store.edit([{ op: "drop", episode: id }])).rejects.toMatchObject({
        failure: { kind: "invalid-input" },
      });
    },
  );
});

describe("links in a foreign dataset", () => {
  it("are not written through", async () => {
    const store = await emptyDataset();
    const id = await record(store, 10);
    const outside = scratch();
    writeFileSync(join(outside, "precious"), "as it was");
    symlinkSync(join(outside, "precious"), join(store.path, "curation.jsonl"));
    await expectFailure(store.edit([{ op: "name", episode: id, name: "x" }]), "disk");
    rmSync(join(store.path, "cache"), { recursive: true });
    symlinkSync(outside, join(store.path, "cache"));
    await (await openDataset(store.path, { mode: "read" })).episodes();
    expect(readdirSync(outside)).toEqual(["precious"]);
    expect(readFileSync(join(outside, "precious"), "utf8")).toBe("as it was");
  });
});

describe("datasets of a home", () => {
  it("are listed with those that cannot be read", async () => {
    const home = scratch();
    const first = await createDatasetIn(home, { name: "Ünïcode / hops" });
    const second = await createDatasetIn(home, { name: "Ünïcode / hops" });
    mkdirSync(join(home, "datasets", "not-one"));
    mkdirSync(join(home, "datasets", "later"));
    writeFileSync(join(home, "datasets", "later", "dataset.json"), '{"format":"pogo-dataset","version":2}');
    const list = await listDatasets(home);
    expect(list.map((dataset) => [dataset.path, dataset.problem === null])).toEqual([
      [join(home, "datasets", "later"), false],
      [first, true],
      [second, true],
    ]);
    expect(first.endsWith("unicode-hops")).toBe(true);
    cpSync(first, `${first}-by-hand`, { recursive: true });
    const copy = (await listDatasets(home)).find(({ path }) => path.endsWith("-by-hand"));
    expect(copy).toMatchObject({ id: "unicode-hops-by-hand", problem: expect.stringContaining(`copy of ${first}`) });
    expect(await findDataset(home, list[1]?.id ?? "")).toBe(first);
    expect(await findDataset(home, list[2]?.id ?? "")).toBe(second);
    await expectFailure(findDataset(home, "nobody"), "not-found");
    await expectFailure(createDataset({ path: first, name: "again" }), "already-exists");
    await expectFailure(openDataset(join(home, "datasets", "later"), { mode: "read" }), "invalid-file");
    await expectFailure(openDataset(join(home, "nowhere"), { mode: "read" }), "not-found");
  });
});
