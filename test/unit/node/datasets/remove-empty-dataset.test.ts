import { promises as fs } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createDataset, openDataset } from "../../../../src/node/datasets/open-dataset.ts";
import { removeEmptyDataset } from "../../../../src/node/datasets/remove-empty-dataset.ts";
import { episodeStart, realBatches, temporaryFolder } from "../../../builders/services.ts";

let scratch: string;
let path: string;

beforeEach(async () => {
  scratch = await temporaryFolder();
  path = join(scratch, "d");
  await createDataset({ path, name: "d" });
});
afterEach(() => fs.rm(scratch, { recursive: true }));

it("removes a dataset into which nothing came", async () => {
  await removeEmptyDataset(path);
  expect(await fs.readdir(scratch)).toEqual([]);
});

it("keeps one that somebody just records into, or that is no dataset", async () => {
  const store = await openDataset(path, { mode: "write" });
  const recording = await store.begin(episodeStart());
  await removeEmptyDataset(path);
  await recording.append(realBatches(10)[0]!);
  const { id } = await recording.finish({ cause: "operator", health: null });
  await store.close();
  expect((await (await openDataset(path, { mode: "read" })).load(id)).meta.steps).toBe(10);
  await removeEmptyDataset(path);
  await removeEmptyDataset(scratch);
  expect(await fs.readdir(join(path, "episodes"))).toEqual([`${id}.arrow`]);
});
