import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createDataset, openDataset } from "../../../../src/node/datasets/open-dataset.ts";
import { exportDataset } from "../../../../src/node/formats/export-dataset.ts";
import { importerOf } from "../../../../src/node/formats/formats.ts";
import { importCsv } from "../../../../src/node/formats/import-csv.ts";
import { importLeRobot } from "../../../../src/node/formats/import-lerobot.ts";
import { importParquet } from "../../../../src/node/formats/import-parquet.ts";
import { NumberedFiles } from "../../../../src/node/formats/lerobot-files.ts";
import { createHopper } from "../../../../src/shared/sim/create-hopper.ts";
import { differences } from "../../../builders/exportable-dataset.ts";
import { exportSample } from "../../../builders/export-sample.ts";
import { recordedHops } from "../../../builders/recorded-hops.ts";
import { emptyDataset, expectFailure, scratch } from "../datasets/store-fixture.ts";
import type { DatasetStore } from "../../../../src/node/datasets/dataset-store.ts";

const LAST_OBSERVATION = "The observation after the last step is not in the file: the last one stands for it.";

async function replaying(): Promise<DatasetStore> {
  const path = join(scratch(), "hops");
  await createDataset({ path, name: "Hops" });
  const store = await openDataset(path, { mode: "write", createSimulator: createHopper });
  onTestFinished(() => store.close());
  return store;
}

describe.each(["parquet", "lerobot"] as const)("an episode of the simulator through %s", (format) => {
  it("still replays bit for bit, whole and trimmed", async () => {
    const store = await replaying();
    const { episode } = recordedHops();
    const { meta, columns, snapshots } = episode;
    const add = { start: meta, columns, snapshots, finalObservation: meta.finalObservation, end: meta };
    const { id } = await store.addEpisode(add);
    const trimmed = await store.addEpisode(add);
    await store.edit([{ op: "trim", episode: trimmed.id, trim: { from: 0, to: 60 } }]);
    const out = join(scratch(), format);
    await exportDataset(store, format, out);
    const again = await replaying();
    await importerOf(format)(out, again, {});
    const [first, second] = await again.episodes();
    expect(first).toMatchObject({ id, steps: 130, replays: true });
    expect(second).toMatchObject({
      steps: 60,
      truncated: true,
      replays: true,
      parent: { episode: trimmed.id, step: 0 },
    });
  });
});

describe.each(["parquet", "lerobot", "csv"] as const)("a transfer of %s", (format) => {
  it("stops between episodes when cancelled, and adds no episode twice under its id", async () => {
    const sample = await exportSample(scratch(), format);
    const store = await emptyDataset();
    const signal = { aborted: false };
    const onProgress = (fraction: number): void => {
      if (fraction >= 0) signal.aborted = true;
    };
    await expectFailure(importerOf(format)(sample, store, { signal, onProgress }), "cancelled");
    expect(await store.episodes()).toHaveLength(1);
    await importerOf(format)(sample, store, {});
    const ids = (await store.episodes()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    const out = join(scratch(), "cancelled");
    await expectFailure(exportDataset(store, format, out, { signal: { aborted: true } }), "cancelled");
    expect(existsSync(out)).toBe(false);
  });

  it("says where there is nothing to read", async () => {
    const store = await emptyDataset();
    await expectFailure(importerOf(format)(scratch(), store, {}), "not-found");
    await expectFailure(importerOf(format)(join(scratch(), "none"), store, {}), "not-found");
    expect(await store.episodes()).toEqual([]);
  });
});

describe("a CSV file", () => {
  it("of another program comes in, with semicolons and truth values too", async () => {
    const file = join(scratch(), "theirs.csv");
    const names = [
      "ep",
      ...Array.from({ length: 11 }, (_item, i) => `obs_${i}`),
      "act_0",
      "act_1",
      "act_2",
      "reward",
      "done",
    ];
    const rows = [1, 1, 2].map((episode, row) => [
      episode,
      ...Array.from({ length: 11 }, (_item, i) => row + i / 10),
      0.5,
      -0.5,
      0,
      row,
      row === 1 ? "True" : "False",
    ]);
    writeFileSync(file, `\uFEFF${[names, ...rows].map((cells) => cells.join(";")).join("\r\n")}\r\n`);
    const store = await emptyDataset();
    const { notes, ...counts } = await importCsv(file, store);
    expect(counts).toEqual({ episodes: 2, steps: 3 });
    expect(notes[0]).toContain("The observation after the last step");
    const [first, second] = await store.episodes();
    expect(first).toMatchObject({ steps: 2, terminated: true, source: "imported" });
    expect(second).toMatchObject({ steps: 1, truncated: true });
    expect((await store.load(first?.id ?? "")).columns.action).toEqual(Float32Array.of(0.5, -0.5, 0, 0.5, -0.5, 0));
    writeFileSync(file, readFileSync(file, "utf8").replace("0.5", "half"));
    await expectFailure(importCsv(file, await emptyDataset()), "invalid-file");
  });

  it("of ours keeps names that look like formulas without its records, and defuses them", async () => {
    const sample = await exportSample(scratch(), "csv");
    const table = readFileSync(join(sample, "episodes.csv"), "utf8");
    expect(table).toContain(",'=20,");
    writeFileSync(join(sample, "episodes.csv"), table.replaceAll('{""pogo"":1', '{""other"":1'));
    const store = await emptyDataset();
    expect((await importCsv(sample, store)).notes).toContain(LAST_OBSERVATION);
    expect((await store.episodes()).map(({ name }) => name)).toEqual(["=20", "=7"]);
  });
});

describe("a LeRobot dataset", () => {
  it("of another robot is refused with its shape", async () => {
    const sample = await exportSample(scratch(), "lerobot");
    const path = join(sample, "meta", "info.json");
    const info = readFileSync(path, "utf8");
    writeFileSync(path, info.replace(/("observation\.state": \{\s*"dtype": "float32",\s*"shape": \[\s*)11/, "$114"));
    const error = await expectFailure(importLeRobot(sample, await emptyDataset()), "unsupported");
    expect(error.message).toContain("observation.state has the shape [14]; the hopper's is [11]");
    writeFileSync(path, info.replace("v3.0", "v1.6"));
    await expectFailure(importLeRobot(sample, await emptyDataset()), "unsupported");
  });

  it("begins a new file before one grows too large, and a new folder when one is full", async () => {
    const root = scratch();
    const columns = [{ name: "a", type: "double", width: null, optional: false }] as const;
    const files = new NumberedFiles(root, "data", columns, { megabytes: 0.001, files: 3 });
    const places = [];
    for (let i = 0; i < 5; i++) {
      places.push(await files.next(100));
      await files.write([Float64Array.from({ length: 100 }, (_item, row) => row)], 100);
    }
    await files.finish();
    expect(places).toEqual([
      { chunk: 0, file: 0 },
      { chunk: 0, file: 1 },
      { chunk: 0, file: 2 },
      { chunk: 1, file: 0 },
      { chunk: 1, file: 1 },
    ]);
    expect(files.paths.at(-1)).toBe("data/chunk-001/file-001.parquet");
  });
});

describe("a folder of Parquet files", () => {
  it("is read in the order of names, an episode over several files and row groups in one piece", async () => {
    const sample = await exportSample(scratch(), "parquet");
    const store = await emptyDataset();
    const folder = join(scratch(), "renamed");
    mkdirSync(folder);
    writeFileSync(join(folder, "part-0.parquet"), readFileSync(join(sample, "steps.parquet")));
    const { notes, episodes } = await importParquet(folder, store);
    expect(episodes).toBe(2);
    expect(notes).toContain(LAST_OBSERVATION);
    const whole = await emptyDataset();
    await importParquet(sample, whole);
    expect(await differences(whole, store, ["snapshots", "curation"])).not.toEqual([]);
    const [a, b] = [await whole.episodes(), await store.episodes()];
    expect((await store.load(b[0]?.id ?? "")).columns).toEqual((await whole.load(a[0]?.id ?? "")).columns);
  });
});
