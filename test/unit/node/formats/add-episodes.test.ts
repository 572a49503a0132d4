import { join } from "node:path";
import { expect, it } from "vitest";
import { openDataset } from "../../../../src/node/datasets/open-dataset.ts";
import { exportDataset } from "../../../../src/node/formats/export-dataset.ts";
import { importerOf } from "../../../../src/node/formats/formats.ts";
import { FOREIGN_FORMATS } from "../../../../src/shared/dataset/foreign-formats.ts";
import { writeScriptedDataset } from "../../../builders/scripted-dataset.ts";
import { emptyDataset, scratch } from "../datasets/store-fixture.ts";

it.each(FOREIGN_FORMATS)(
  "episodes that are there already come again under new ids, and this is said: %s",
  async (format) => {
    const path = join(scratch(), "hops");
    await writeScriptedDataset(path, 2, 3);
    const source = join(scratch(), "out-v0");
    await exportDataset(await openDataset(path, { mode: "read" }), format, source);
    const copy = await emptyDataset();
    expect(await importerOf(format)(source, copy, {})).toMatchObject({ episodes: 2, steps: 6, notes: [] });
    const { notes } = await importerOf(format)(source, copy, {});
    expect(notes).toEqual([expect.stringContaining("2 episodes were in the dataset already")]);
    const ids = (await copy.episodes()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
  },
);
