import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportDataset } from "../../../../src/node/formats/export-dataset.ts";
import { readHdf5 } from "../../../../src/node/formats/hdf5-sandbox.ts";
import { importMinari } from "../../../../src/node/formats/import-minari.ts";
import { importRobomimic } from "../../../../src/node/formats/import-robomimic.ts";
import { answersToChanges } from "../../../builders/answers-to-changes.ts";
import { bundleEntries } from "../../../builders/bundle-entries.ts";
import type { BundledEntries } from "../../../builders/bundle-entries.ts";
import { episodeArbitrary } from "../../../builders/episode-arbitrary.ts";
import { emptyDataset, expectFailure, record, scratch } from "../datasets/store-fixture.ts";
import { expectSameEpisodes } from "./same-datasets.ts";

const FORMATS = [
  { format: "minari", read: importMinari, file: join("data", "main_data.hdf5") },
  { format: "robomimic", read: importRobomimic, file: "low_dim.hdf5" },
] as const;

let entries: BundledEntries | null = null;
beforeAll(async () => {
  entries = await bundleEntries({
    "hdf5-worker": "src/node/formats/hdf5-worker.ts",
    "hdf5-sandbox": "src/node/formats/hdf5-sandbox.ts",
  });
}, 60_000);
afterAll(async () => entries?.remove());
const worker = (): string => entries?.files["hdf5-worker"] ?? "";

describe.each(FORMATS)("$format", ({ format, read, file }) => {
  it("brings recorded, labelled and trimmed episodes back bit for bit", async () => {
    const store = await emptyDataset();
    const [first, second, third] = [await record(store, 300), await record(store, 40), await record(store, 7)];
    await store.edit([
      { op: "name", episode: first, name: "Ünïcode \u{1F407}" },
      { op: "label", episode: first, success: true },
      { op: "tag", episode: first, add: ["long", "fast"], remove: [] },
      { op: "split", episode: second, split: "validation" },
      { op: "drop", episode: third },
    ]);
    const out = join(scratch(), "out-v0");
    const exported = await exportDataset(store, format, out);
    expect(exported).toMatchObject({ episodes: 2, steps: 340, lost: [] });
    const again = await emptyDataset();
    expect(await read(out, again)).toEqual({ episodes: 2, steps: 340, notes: [] });
    await expectSameEpisodes(store, again);

    await store.edit([{ op: "trim", episode: first, trim: { from: 100, to: 200 } }]);
    const cut = join(scratch(), "cut-v0");
    expect(await exportDataset(store, format, cut)).toMatchObject({ episodes: 2, steps: 140 });
    const part = await emptyDataset();
    await read(cut, part);
    const trimmed = (await part.episodes()).find(({ steps }) => steps === 100);
    expect(trimmed).toMatchObject({ parent: { episode: first, step: 100 }, steps: 100, cause: "operator" });
  });

  it("leaves nothing behind when cancelled midway, and refuses an empty dataset", async () => {
    const store = await emptyDataset();
    const parent = scratch();
    await expectFailure(exportDataset(store, format, join(parent, "empty")), "invalid-input");
    await record(store, 5);
    await record(store, 5);
    const signal = { aborted: false };
    const onProgress = (fraction: number): void => {
      signal.aborted = fraction > 0;
    };
    await expectFailure(exportDataset(store, format, join(parent, "cut"), { signal, onProgress }), "cancelled");
    expect(readdirSync(parent)).toEqual([]);
    expect(await exportDataset(store, format, join(parent, "whole"))).toMatchObject({ episodes: 2, steps: 10 });
  });

  it("brings any episode back bit for bit", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(episodeArbitrary(), { minLength: 1, maxLength: 3 }), async (episodes) => {
        const [store, again] = [await emptyDataset(), await emptyDataset()];
        for (const episode of episodes) await store.addEpisode(episode);
        if ((await store.usedEpisodes()).length === 0) return;
        const out = join(scratch(), "any-v0");
        await exportDataset(store, format, out);
        expect(await read(out, again)).toMatchObject({ notes: [] });
        await expectSameEpisodes(store, again);
      }),
      { numRuns: 12 },
    );
  });

  it("answers changed bytes with an error or with sound episodes", { timeout: 120_000 }, async () => {
    const small = await emptyDataset();
    await record(small, 20);
    await record(small, 3);
    const out = join(scratch(), "small-v0");
    await exportDataset(small, format, out);
    const store = await emptyDataset();
    const hdf5 = { workerEntry: worker(), timeLimit: 5000 };
    expect(await read(join(out, file), store, {}, hdf5)).toEqual({ episodes: 2, steps: 23, notes: [] });
    const outcomes = await answersToChanges({
      bytes: readFileSync(join(out, file)),
      mutant: join(scratch(), "mutant.hdf5"),
      read: (mutant) => read(mutant, store, {}, hdf5),
      changes: 6,
      whole: 6,
      runs: 200,
    });
    console.log(format, outcomes);
    expect(outcomes["sound"]).toBeGreaterThan(0);
    expect(outcomes["invalid-file"]).toBeGreaterThan(0);
  });
});

describe("the thread of the HDF5 library", () => {
  const reading = (entry: string, timeLimit: number): Promise<readonly string[]> =>
    readHdf5(entry, (file) => file.names("/"), { workerEntry: entry, timeLimit });

  it("is ended when a file keeps it busy or breaks it, and the next file has another one", async () => {
    const [endless, crash] = [join(scratch(), "endless.mjs"), join(scratch(), "crash.mjs")];
    const program = (answer: string): string =>
      `import { parentPort } from "node:worker_threads";\nparentPort.on("message", () => { ${answer} });\n`;
    writeFileSync(endless, program("for (;;);"));
    writeFileSync(crash, program("throw new Error('trap');"));
    const started = performance.now();
    await expectFailure(reading(endless, 200), "invalid-file");
    expect(performance.now() - started).toBeLessThan(20_000);
    await expectFailure(reading(crash, 5000), "invalid-file");
    const out = join(scratch(), "sound-v0");
    const store = await emptyDataset();
    await record(store, 3);
    await exportDataset(store, "minari", out);
    const file = join(out, "data", "main_data.hdf5");
    const names = readHdf5(file, (sound) => sound.names("/"), { workerEntry: worker() });
    expect(await names).toEqual(["episode_0"]);
  });

  it("keeps its process running while it works, and no longer", async () => {
    const store = await emptyDataset();
    await record(store, 3);
    const out = join(scratch(), "sound-v0");
    await exportDataset(store, "robomimic", out);
    const program = `
      import { readHdf5 } from ${JSON.stringify(entries?.files["hdf5-sandbox"])};
      const read = () => readHdf5(${JSON.stringify(join(out, "low_dim.hdf5"))}, (file) => file.names("/data"));
      console.log([await read(), await read(), await read()].join(" "));`;
    const file = join(scratch(), "program.mjs");
    writeFileSync(file, program);
    const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: "utf8", timeout: 50_000 });
    expect(`${stdout}${stderr}`.trim()).toBe("demo_0 demo_0 demo_0");
  });

  it("says that the disk failed where the disk failed", async () => {
    const missing = readHdf5(join(scratch(), "missing.h5"), (file) => file.names("/"), { workerEntry: worker() });
    await expect(missing).rejects.toMatchObject({ code: "ENOENT" });
  });
});
