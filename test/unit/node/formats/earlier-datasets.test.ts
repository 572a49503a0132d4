import { cpSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { DatasetStore } from "../../../../src/node/datasets/dataset-store.ts";
import { exportDataset } from "../../../../src/node/formats/export-dataset.ts";
import { importerOf } from "../../../../src/node/formats/formats.ts";
import { verifyDataset } from "../../../../src/node/record/verify-dataset.ts";
import { FOREIGN_FORMATS } from "../../../../src/shared/dataset/foreign-formats.ts";
import type { StepBatch } from "../../../../src/shared/dataset/columns.ts";
import { differences } from "../../../builders/exportable-dataset.ts";
import { episodeStart, stepBatch } from "../../../builders/step-batch.ts";
import { emptyDataset, openForWriting, scratch, STOPPED } from "../datasets/store-fixture.ts";

const EARLIER = resolve(import.meta.dirname, "../../../fixtures/dataset-v1");

/** A batch of every device there is, one after the other. */
function everyDevice(steps: number): StepBatch {
  const batch = stepBatch(0, steps);
  return {
    ...batch,
    columns: { ...batch.columns, pad_device: Uint8Array.from({ length: steps }, (_item, i) => i % 3) },
  };
}

/** A dataset of before `pad_device`, with an episode more that has it. */
async function grownDataset(): Promise<DatasetStore> {
  const path = join(scratch(), "earlier");
  cpSync(EARLIER, path, { recursive: true });
  const store = await openForWriting(path);
  const recording = await store.begin(episodeStart({ controls: { deadZone: 0.12, expo: 0.3, layout: null } }));
  await recording.append(everyDevice(7));
  await recording.finish(STOPPED);
  return store;
}

describe("a dataset from before the device was a column, with an episode that has it,", () => {
  it.each(FOREIGN_FORMATS)("goes out as %s and comes back bit for bit, the column where it was", async (format) => {
    const store = await grownDataset();
    const out = join(scratch(), "out-v0");
    expect(await exportDataset(store, format, out)).toMatchObject({ episodes: 3, steps: 36 });
    const again = await emptyDataset();
    expect(await importerOf(format)(out, again, {})).toEqual({ episodes: 3, steps: 36, notes: [] });
    // that an episode was recovered stays behind, and CSV has no place for snapshots
    expect(await differences(store, again, format === "csv" ? ["snapshots"] : [])).toEqual([]);
    const devices = (await again.episodes()).map(async ({ id }) => (await again.load(id)).columns.pad_device);
    expect(await Promise.all(devices)).toEqual([undefined, undefined, Uint8Array.of(0, 1, 2, 0, 1, 2, 0)]);
    expect(readFileSync(join(out, "README.md"), "utf8")).toContain(
      "| `pad_device` | code | input device that was read: 0 none, 1 pad, 2 keyboard |",
    );
  });

  it("is verified and read column by column", async () => {
    const store = await grownDataset();
    const options = { signal: new AbortController().signal, onProgress: (): void => undefined };
    const verified = await verifyDataset(store, options);
    expect(verified.map(({ status }) => status)).toEqual(["other-physics", "other-physics", "other-physics"]);
    const read: (number | undefined)[] = [];
    for await (const { columns } of store.rows(["action", "pad_device"])) read.push(columns.pad_device?.length);
    expect(read).toEqual([undefined, undefined, 7]);
  });
});
