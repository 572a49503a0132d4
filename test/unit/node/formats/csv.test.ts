import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exportDataset } from "../../../../src/node/formats/export-dataset.ts";
import { importCsv } from "../../../../src/node/formats/import-csv.ts";
import { anyEpisode, differences } from "../../../builders/exportable-dataset.ts";
import { emptyDataset, scratch } from "../datasets/store-fixture.ts";

describe("CSV", () => {
  it("keeps every bit of every episode but its snapshots", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEpisode, { minLength: 1, maxLength: 4 }), async (episodes) => {
        const store = await emptyDataset();
        for (const episode of episodes) await store.addEpisode(episode);
        if ((await store.usedEpisodes()).length === 0) return;
        const out = join(scratch(), "csv");
        expect((await exportDataset(store, "csv", out)).lost).toHaveLength(1);
        const again = await emptyDataset();
        expect((await importCsv(out, again)).notes).toEqual([]);
        expect(await differences(store, again, ["snapshots"])).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
