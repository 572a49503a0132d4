import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { DatasetStore } from "../node/datasets/dataset-store.ts";
import { listDatasets } from "../node/datasets/list-datasets.ts";
import { openDataset, openOrCreateDataset } from "../node/datasets/open-dataset.ts";
import { removeEmptyDataset } from "../node/datasets/remove-empty-dataset.ts";
import { createReplaySimulator } from "../node/record/replay-simulator.ts";
import { onlyOne } from "./only-one.ts";

/** The folder of a dataset that is named by its path, or by its folder, name or id in the person's home. */
export async function findDatasetFolder(home: string, named: string): Promise<string> {
  if (existsSync(join(named, "dataset.json"))) return resolve(named);
  const found = (await listDatasets(home)).filter(({ id, name, path }) => [id, name, basename(path)].includes(named));
  return onlyOne(found, {
    named,
    noun: "dataset",
    nouns: "datasets",
    searched: `neither such a folder nor one of that name in ${join(home, "datasets")}`,
    remedy: "Give the folder that holds dataset.json, or record a dataset first.",
    give: "folder",
    giveOf: ({ path }) => path,
  }).path;
}

/** Works on a dataset and closes it again. */
export async function withDataset<T>(
  home: string,
  named: string,
  mode: "read" | "write",
  work: (store: DatasetStore) => Promise<T>,
): Promise<T> {
  return using(
    await openDataset(await findDatasetFolder(home, named), { mode, createSimulator: createReplaySimulator }),
    work,
  );
}

/** Writes to the dataset in a folder, which is made where it is missing, and removed again when nothing came into it. */
export async function withNewDataset<T>(folder: string, work: (store: DatasetStore) => Promise<T>): Promise<T> {
  const isNew = !existsSync(folder);
  const store = await openOrCreateDataset(
    { path: folder, name: basename(resolve(folder)) },
    { createSimulator: createReplaySimulator },
  );
  try {
    return await using(store, work);
  } catch (error) {
    if (isNew) await removeEmptyDataset(folder);
    throw error;
  }
}

async function using<T>(store: DatasetStore, work: (store: DatasetStore) => Promise<T>): Promise<T> {
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
