import { promises as fs } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDataset, openOrCreateDataset } from "../../src/node/datasets/open-dataset.ts";
import { exportDataset } from "../../src/node/formats/export-dataset.ts";
import { importerOf } from "../../src/node/formats/formats.ts";
import type { Hdf5Options } from "../../src/node/formats/hdf5-sandbox.ts";
import { importMinari } from "../../src/node/formats/import-minari.ts";
import { importRobomimic } from "../../src/node/formats/import-robomimic.ts";
import type { Importer } from "../../src/node/formats/transfer.ts";
import { FOREIGN_FORMATS } from "../../src/shared/dataset/foreign-formats.ts";
import type { ForeignFormat } from "../../src/shared/dataset/foreign-formats.ts";
import { bundleEntries } from "../builders/bundle-entries.ts";
import type { BundledEntries } from "../builders/bundle-entries.ts";
import { writeScriptedDataset } from "../builders/scripted-dataset.ts";
import { scratch } from "../unit/node/datasets/store-fixture.ts";
import { runMutants } from "./run-mutants.ts";
import { photograph } from "./watched-folder.ts";

/** Mutants of each format; HDF5 is read by a library in WebAssembly that takes long for each. */
const COUNTS: Readonly<Record<ForeignFormat, number>> = {
  lerobot: 250,
  minari: 80,
  robomimic: 80,
  mcap: 250,
  parquet: 250,
  csv: 250,
};

/** What says nothing of the data: a card for people, and figures that readers compute anew. */
const IGNORED = /README\.md$|\.html$/;

let entries: BundledEntries | null = null;
beforeAll(async () => {
  entries = await bundleEntries({ "hdf5-worker": "src/node/formats/hdf5-worker.ts" });
}, 60_000);
afterAll(async () => entries?.remove());

/** As the app reads: some changed bytes make HDF5's library loop for ever, and only a thread of its own can be ended. */
function readerOf(format: ForeignFormat): Importer {
  const hdf5: Hdf5Options = { workerEntry: entries?.files["hdf5-worker"] ?? "", timeLimit: 5000 };
  if (format === "minari") return (source, store, options) => importMinari(source, store, options, hdf5);
  if (format === "robomimic") return (source, store, options) => importRobomimic(source, store, options, hdf5);
  return importerOf(format);
}

describe("foreign files of which one was changed", () => {
  for (const format of FOREIGN_FORMATS) {
    it(`${format}: whole episodes or a failure, and nothing outside the dataset`, { timeout: 900_000 }, async () => {
      const read = readerOf(format);
      const around = scratch();
      const made = join(around, "made");
      await writeScriptedDataset(made, 2, 30);
      const source = join(around, "source");
      const { files } = await exportDataset(await openDataset(made, { mode: "read" }), format, source);
      const all = files.filter((file) => !IGNORED.test(file));
      const sound = new Map<string, Uint8Array>();
      for (const file of all) sound.set(file, Uint8Array.from(await fs.readFile(file)));
      const target = join(around, "target");
      const mine = (entry: string): boolean => entry.startsWith("source") || entry.startsWith("target");
      const before = await photograph(around, mine);
      const whole = await openOrCreateDataset({ path: target, name: "Target" }, {});
      expect((await read(source, whole, {})).episodes).toBe(2);
      await whole.close();
      await fs.rm(target, { recursive: true });
      let turn = 0;
      const seeds = [...sound.values()];
      const mutants = await runMutants({
        name: `import of ${format}`,
        seeds: [Uint8Array.of(0)],
        // Every file in turn.
        of: () => seeds[turn % seeds.length] ?? new Uint8Array(),
        count: COUNTS[format],
        checked: format === "mcap",
        read: async (mutant) => {
          const file = all[turn++ % all.length] ?? "";
          await fs.writeFile(file, mutant);
          const store = await openOrCreateDataset({ path: target, name: "Target" }, {});
          try {
            await read(source, store, {});
          } finally {
            await fs.writeFile(file, sound.get(file) ?? "");
            expect(await store.problems()).toEqual([]);
            for (const { id, steps } of await store.episodes())
              expect((await store.load(id)).columns.step?.length).toBe(steps);
            await store.close();
            await fs.rm(target, { recursive: true });
          }
        },
      });
      expect(mutants).toBeGreaterThan(0);
      expect(await photograph(around, mine)).toEqual(before);
    });
  }
});
