import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exportDataset } from "../../../../src/node/formats/export-dataset.ts";
import { importParquet } from "../../../../src/node/formats/import-parquet.ts";
import { anyEpisode, differences } from "../../../builders/exportable-dataset.ts";
import { emptyDataset, scratch } from "../datasets/store-fixture.ts";

describe("Parquet", () => {
  it("keeps every bit of every episode", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEpisode, { minLength: 1, maxLength: 4 }), async (episodes) => {
        const store = await emptyDataset();
        for (const episode of episodes) await store.addEpisode(episode);
        if ((await store.usedEpisodes()).length === 0) return;
        const out = join(scratch(), "parquet");
        expect((await exportDataset(store, "parquet", out)).lost).toEqual([]);
        const again = await emptyDataset();
        expect((await importParquet(out, again)).notes).toEqual([]);
        expect(await differences(store, again)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
