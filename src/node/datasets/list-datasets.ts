import { promises as fs } from "node:fs";
import { basename, join } from "node:path";
import { FailureError, toFailure } from "../../shared/base/failure.ts";
import type { DatasetSummary } from "../../shared/dataset/episode.ts";
import { datasetPaths } from "./dataset-paths.ts";
import { isExisting, isMissing, onDisk } from "./disk-failure.ts";
import { createDataset, openDataset, readDatasetInfo } from "./open-dataset.ts";
import type { CreateOptions } from "./open-dataset.ts";

const MAX_FOLDER_NUMBER = 10_000;

/** The folder of a home's datasets. */
export function datasetsFolder(home: string): string {
  return join(home, "datasets");
}

async function foldersOf(home: string): Promise<readonly string[]> {
  const root = datasetsFolder(home);
  try {
    const entries = await fs.readdir(root, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
      .map((entry) => join(root, entry.name))
      .sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** A dataset folder as lists show it; one that cannot be read says why. */
export async function summariseDataset(path: string): Promise<DatasetSummary> {
  try {
    const store = await openDataset(path, { mode: "read" });
    return await store.summary();
  } catch (error) {
    const { message } = toFailure(error);
    return {
      id: basename(path),
      name: basename(path),
      path,
      episodes: 0,
      interrupted: 0,
      steps: 0,
      bytes: 0,
      createdAt: "",
      problem: message,
      problems: 0,
      unreadableEdits: 0,
    };
  }
}

/** The datasets of a home folder, oldest first; folders without dataset.json are none. */
export async function listDatasets(home: string): Promise<readonly DatasetSummary[]> {
  const folders = await onDisk("Cannot list the datasets", () => foldersOf(home));
  const known = await Promise.all(
    folders.map(async (folder) => ({ folder, is: await isFile(datasetPaths(folder).info) })),
  );
  const summaries = await Promise.all(known.filter(({ is }) => is).map(({ folder }) => summariseDataset(folder)));
  return markCopies(summaries).sort((a, b) =>
    a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.id < b.id ? -1 : 1,
  );
}

/** A copied folder keeps the dataset's id: the first is the dataset, as for `findDataset`, and the others say so. */
function markCopies(summaries: readonly DatasetSummary[]): DatasetSummary[] {
  const first = new Map<string, DatasetSummary>();
  return summaries.map((summary) => {
    const original = first.get(summary.id);
    if (original === undefined) {
      first.set(summary.id, summary);
      return summary;
    }
    const problem = `It is a copy of ${original.path} and has the same id. Move one of the two folders out of the home, or export this one and import it again.`;
    return { ...summary, id: basename(summary.path), name: `${summary.name} (copy)`, problem };
  });
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await fs.lstat(path)).isFile();
  } catch {
    return false;
  }
}

/** The folder of the dataset with this id; FailureError "not-found". */
export async function findDataset(home: string, id: string): Promise<string> {
  for (const folder of await onDisk("Cannot list the datasets", () => foldersOf(home))) {
    const info = await readDatasetInfo(folder).catch(() => null);
    if (info?.id === id) return folder;
  }
  throw new FailureError("not-found", `There is no dataset ${id.slice(0, 60)}.`, "Refresh the list of datasets.");
}

/** A folder name from a dataset's name: lower-case ASCII letters, digits and dashes. */
function folderName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60);
  return plain === "" || /^(con|prn|aux|nul|com\d|lpt\d)$/.test(plain) ? `dataset-${plain}`.replace(/-$/, "") : plain;
}

/** Makes an empty dataset in a home folder, in a folder of its own; answers that folder. */
export async function createDatasetIn(home: string, options: Omit<CreateOptions, "path">): Promise<string> {
  return onDisk("Cannot create the dataset", async () => {
    await fs.mkdir(datasetsFolder(home), { recursive: true });
    const stem = join(datasetsFolder(home), folderName(options.name));
    for (let number = 1; number <= MAX_FOLDER_NUMBER; number++) {
      const path = number === 1 ? stem : `${stem}-${number}`;
      try {
        await fs.mkdir(path);
      } catch (error) {
        if (isExisting(error)) continue;
        throw error;
      }
      await createDataset({ ...options, path });
      return path;
    }
    throw new FailureError("already-exists", "There are too many datasets of that name.", "Choose another name.");
  });
}
