import { join } from "node:path";
import { expect, it } from "vitest";
import { openDataset } from "../../../../src/node/datasets/open-dataset.ts";
import { addEpisodes } from "../../../../src/node/formats/add-episodes.ts";
import { exportDataset } from "../../../../src/node/formats/export-dataset.ts";
import { importerOf } from "../../../../src/node/formats/formats.ts";
import { FOREIGN_FORMATS } from "../../../../src/shared/dataset/foreign-formats.ts";
import { UNKNOWN_START } from "../../../../src/shared/export/minari-episode.ts";
import type { ReadEpisode } from "../../../../src/shared/export/table-episodes.ts";
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

it("actions beyond the motors' limits are kept, and told", async () => {
  const store = await emptyDataset();
  const columns = {
    step: Int32Array.of(0, 1),
    observation: new Float64Array(22),
    action: Float32Array.of(0.5, 2, -1, 1, -1.5, 0),
    reward: new Float64Array(2),
    terminated: new Uint8Array(2),
    truncated: Uint8Array.of(0, 1),
  };
  const episode: ReadEpisode = {
    id: null,
    createdAt: null,
    curation: {},
    start: UNKNOWN_START,
    columns,
    snapshots: [],
    finalObservation: new Float64Array(11),
    end: { cause: "time-limit", health: null },
  };
  async function* source(): AsyncGenerator<ReadEpisode, void, void> {
    yield await Promise.resolve(episode);
  }
  const { notes } = await addEpisodes(source(), store, {}, { fraction: () => 0, total: 1 });
  expect(notes).toEqual([expect.stringContaining("2 action values lie outside [-1, 1]")]);
  const [only] = await store.episodes();
  expect((await store.load(only?.id ?? "")).columns.action).toEqual(columns.action);
});
