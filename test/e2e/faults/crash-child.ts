import { writeSync } from "node:fs";
import { join } from "node:path";
import { exportDataset } from "../../../src/node/formats/export-dataset.ts";
import { importMinari } from "../../../src/node/formats/import-minari.ts";
import { openDataset, openOrCreateDataset } from "../../../src/node/datasets/open-dataset.ts";
import { episodeStart, stepBatch } from "../../builders/step-batch.ts";
import { crashAt } from "./crash-point.ts";
import type { CrashMode } from "./crash-point.ts";

/** Does one thing to a folder and dies at its n-th change of the disk; tells on standard output what is done for good. */

const [what = "", folder = "", n = "0", mode = "before"] = process.argv.slice(2);
const dataset = join(folder, "hops");

function tell(...words: readonly (string | number)[]): void {
  writeSync(1, `${words.join(" ")}\n`);
}

const WORK: Readonly<Record<string, () => Promise<void>>> = {
  record: async () => {
    const store = await openDataset(dataset, { mode: "write" });
    const recording = await store.begin(episodeStart());
    for (let batch = 0; batch < 3; batch++) {
      tell("handed", (batch + 1) * 32);
      await recording.append(stepBatch(batch * 32, 32));
      tell("synced", (batch + 1) * 32);
    }
    await recording.finish({ cause: "operator", health: null });
    tell("finished", 96);
    await store.close();
  },
  curate: async () => {
    const store = await openDataset(dataset, { mode: "write" });
    const [first, second] = (await store.episodes()).map(({ id }) => id);
    if (first === undefined || second === undefined) throw new Error("two episodes are needed");
    await store.edit([{ op: "rate", episode: first, rating: 4 }]);
    tell("edited", 1);
    await store.edit([
      { op: "drop", episode: first },
      { op: "note", episode: second, note: "lands on its toe" },
    ]);
    tell("edited", 2);
    await store.undo();
    tell("edited", 3);
    await store.close();
  },
  recover: async () => {
    const store = await openDataset(dataset, { mode: "write" });
    tell("recovered", store.recovered.length);
    await store.close();
  },
  import: async () => {
    const store = await openOrCreateDataset({ path: dataset, name: "Imported" }, {});
    await importMinari(join(folder, "source"), store);
    tell("imported", (await store.episodes()).length);
    await store.close();
  },
  "export-minari": async () => {
    const store = await openDataset(dataset, { mode: "read" });
    await exportDataset(store, "minari", join(folder, "out"));
    tell("exported", 1);
  },
  "export-csv": async () => {
    const store = await openDataset(dataset, { mode: "read" });
    await exportDataset(store, "csv", join(folder, "out"));
    tell("exported", 1);
  },
};

const work = WORK[what];
if (work === undefined) throw new Error(`nothing is called ${what}`);
const point = await crashAt(Number(n), mode as CrashMode);
await work();
tell("calls", point.calls);
