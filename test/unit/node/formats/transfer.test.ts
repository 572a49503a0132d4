import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exportDataset } from "../../../../src/node/formats/export-dataset.ts";
import { importMinari } from "../../../../src/node/formats/import-minari.ts";
import { installDemo } from "../../../../src/node/datasets/install-demo.ts";
import { listDatasets } from "../../../../src/node/datasets/list-datasets.ts";
import { openDataset } from "../../../../src/node/datasets/open-dataset.ts";
import { FailureError } from "../../../../src/shared/base/failure.ts";
import type { ColumnArray, StepColumns } from "../../../../src/shared/dataset/columns.ts";
import { csvHeader } from "../../../../src/shared/export/csv-rows.ts";
import { stepBatch } from "../../../builders/step-batch.ts";
import { emptyDataset, expectFailure, record, scratch } from "../datasets/store-fixture.ts";

const RESOURCES = resolve(import.meta.dirname, "../../../../resources");
const DEMO = join(RESOURCES, "demo", "cs285-expert");

function sameBits(a: ColumnArray | undefined, b: ColumnArray | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(Buffer.from(b.buffer, b.byteOffset, b.byteLength));
}

describe("Minari", () => {
  it("comes in whole, quickly, and goes out and in again without changing a bit", async () => {
    const store = await emptyDataset();
    const progress: number[] = [];
    const started = performance.now();
    expect(await importMinari(DEMO, store, { onProgress: (fraction) => progress.push(fraction) })).toEqual({
      episodes: 80,
      steps: 80_000,
      notes: [],
    });
    const seconds = (performance.now() - started) / 1000;
    console.log(`import of 80 episodes: ${seconds.toFixed(2)} s`);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
    const episodes = await store.episodes();
    expect(episodes.map((episode) => episode.seed)).toEqual(Array.from({ length: 80 }, (_item, i) => 1000 + i));
    expect(episodes.reduce((sum, episode) => sum + episode.return, 0) / 80).toBeCloseTo(3728, -1);
    expect(episodes[0]).toMatchObject({
      source: "imported",
      truncated: true,
      terminated: false,
      cause: "time-limit",
      replays: null,
      steps: 1000,
    });

    const out = join(scratch(), "copy-v0");
    const exported = await exportDataset(store, "minari", out);
    expect(exported).toMatchObject({
      episodes: 80,
      steps: 80_000,
      files: [join(out, "data", "main_data.hdf5"), join(out, "data", "metadata.json"), join(out, "README.md")],
    });
    const again = await emptyDataset();
    await importMinari(out, again);
    const copies = await again.episodes();
    for (const [i, episode] of episodes.entries()) {
      const copy = copies[i];
      const [before, after] = [(await store.load(episode.id)).columns, (await again.load(copy?.id ?? "")).columns];
      expect(Object.keys(after)).toEqual(Object.keys(before));
      const changed = (Object.keys(before) as (keyof StepColumns)[]).filter(
        (name) => !sameBits(before[name], after[name]),
      );
      expect(changed).toEqual([]);
      expect(copy?.finalObservation).toEqual(episode.finalObservation);
    }
  });

  it("stops between episodes when cancelled, keeping those that are whole", async () => {
    const store = await emptyDataset();
    const signal = { aborted: false };
    const stop = (fraction: number): void => {
      if (fraction >= 3 / 80) signal.aborted = true;
    };
    await expectFailure(importMinari(DEMO, store, { signal, onProgress: stop }), "cancelled");
    const { length } = await store.episodes();
    expect(length).toBeGreaterThan(0);
    expect(length).toBeLessThan(6);
  });

  it("answers damaged and foreign files with an error", async () => {
    const store = await emptyDataset();
    const folder = scratch();
    await expectFailure(importMinari(folder, store), "not-found");
    const file = join(folder, "main_data.hdf5");
    writeFileSync(file, "not HDF5");
    await expectFailure(importMinari(folder, store), "invalid-file");
    const small = await emptyDataset();
    await record(small, 20);
    const out = join(scratch(), "small");
    await exportDataset(small, "minari", out);
    const bytes = readFileSync(join(out, "data", "main_data.hdf5"));
    const change = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(change, fc.option(fc.nat(bytes.length)), async (changes, cut) => {
        const mutant = Buffer.from(bytes.subarray(0, cut ?? bytes.length));
        for (const [at, value] of changes) if (at < mutant.length) mutant[at] = value;
        writeFileSync(file, mutant);
        const error: unknown = await importMinari(file, store).catch((thrown: unknown) => thrown);
        if (error instanceof Error) {
          if (!(error instanceof FailureError)) throw error;
          expect(error.failure.kind).toBe("invalid-file");
        }
      }),
      { numRuns: Number(process.env.POGO_FUZZ ?? 150) },
    );
    writeFileSync(
      join(folder, "metadata.json"),
      JSON.stringify({ dataset_id: "walker/x-v0", total_episodes: 1, env_spec: JSON.stringify({ id: "Walker2d-v5" }) }),
    );
    await expectFailure(importMinari(folder, store), "unsupported");
  });
});

describe("CSV", () => {
  it("has every column under a name of its own, and every bit", async () => {
    const store = await emptyDataset();
    const id = await record(store, 50);
    await record(store, 3);
    await store.edit([{ op: "name", episode: id, name: 'a, "b"\nc' }]);
    const out = join(scratch(), "csv");
    await exportDataset(store, "csv", out);
    const [header = "", ...rows] = readFileSync(join(out, "steps.csv"), "utf8").trim().split("\n");
    expect(header.split(",")).toEqual(csvHeader());
    expect(new Set(csvHeader()).size).toBe(csvHeader().length);
    expect(rows).toHaveLength(53);
    const cells = rows[41]?.split(",") ?? [];
    const at = csvHeader().indexOf("action_leg_torque");
    expect(Number(cells[at])).toBe(stepBatch(41, 1).columns.action?.[1]);
    expect(cells[0]).toBe(id);
    expect(readFileSync(join(out, "episodes.csv"), "utf8")).toContain('"a, ""b""\nc"');
  });
});

describe("an export", () => {
  it("leaves out dropped episodes, refuses a folder in use, and leaves nothing when cancelled", async () => {
    const store = await emptyDataset();
    const [first] = [await record(store, 5), await record(store, 7)];
    await store.edit([{ op: "drop", episode: first }]);
    const parent = scratch();
    expect(await exportDataset(store, "minari", join(parent, "a"))).toMatchObject({ episodes: 1, steps: 7 });
    await expectFailure(exportDataset(store, "csv", join(parent, "a")), "already-exists");
    await expectFailure(exportDataset(store, "csv", join(parent, "b"), { signal: { aborted: true } }), "cancelled");
    expect(readdirSync(parent)).toEqual(["a"]);
  });
});

describe("the demo dataset", () => {
  it("is installed at the first start, never twice, and not again once deleted", async () => {
    const home = scratch();
    const started = performance.now();
    const place = await installDemo(home, RESOURCES);
    console.log(`demo installed in ${((performance.now() - started) / 1000).toFixed(2)} s`);
    const [dataset, ...others] = await listDatasets(home);
    expect(dataset).toMatchObject({
      name: "MuJoCo expert (CS285)",
      episodes: 80,
      steps: 80_000,
      path: place,
      problem: null,
    });
    expect(others).toEqual([]);
    expect((await openDataset(place ?? "", { mode: "read" })).info.environment.physics).toBe("mujoco");
    expect(await installDemo(home, RESOURCES)).toBeNull();
    rmSync(place ?? "", { recursive: true });
    expect(await installDemo(home, RESOURCES)).toBeNull();
    expect(await listDatasets(home)).toEqual([]);
  });

  it("leaves nothing behind when it cannot be installed", async () => {
    const home = scratch();
    mkdirSync(join(home, "datasets"));
    await expectFailure(installDemo(home, scratch()), "not-found");
    expect(readdirSync(join(home, "datasets"))).toEqual([]);
    expect(existsSync(join(home, ".demo-installed"))).toBe(false);
  });

  it("is small", () => {
    expect(statSync(join(DEMO, "data", "main_data.hdf5")).size).toBeLessThan(9_000_000);
  });
});
