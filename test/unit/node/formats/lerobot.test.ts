import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exportDataset } from "../../../../src/node/formats/export-dataset.ts";
import { importLeRobot } from "../../../../src/node/formats/import-lerobot.ts";
import { anyEpisode, differences } from "../../../builders/exportable-dataset.ts";
import { emptyDataset, scratch } from "../datasets/store-fixture.ts";

describe("LeRobot", () => {
  it("keeps every bit of every episode", async () => {
    const kept = anyEpisode.map((episode) => ({
      ...episode,
      curation: { ...episode.curation, verdict: "keep" as const },
    }));
    await fc.assert(
      fc.asyncProperty(fc.array(kept, { minLength: 1, maxLength: 4 }), async (episodes) => {
        const store = await emptyDataset();
        for (const episode of episodes) await store.addEpisode(episode);
        const out = join(scratch(), "lerobot");
        expect((await exportDataset(store, "lerobot", out)).lost).toEqual([]);
        const again = await emptyDataset();
        expect((await importLeRobot(out, again)).notes).toEqual([]);
        expect(await differences(store, again)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
