import { promises as fs } from "node:fs";
import { datasetPaths } from "./dataset-paths.ts";
import { removeTree } from "./durable-files.ts";

/**
 * Removes a dataset into which nothing came. The folder of episodes goes first, and only when it is empty, so that an
 * episode that is dropped, unfinished or just beginning keeps it. That it stays is no reason to disturb anybody.
 */
export async function removeEmptyDataset(folder: string): Promise<void> {
  try {
    await fs.rmdir(datasetPaths(folder).episodes);
    await removeTree(folder);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
  }
}
