import { promises as fs } from "node:fs";
import { basename, join, resolve } from "node:path";
import { FailureError } from "../../shared/base/failure.ts";
import { invalidFile } from "../../shared/dataset/invalid-file.ts";
import type { NumberArray } from "../../shared/export/array-tree.ts";
import type { ReadEpisode } from "../../shared/export/table-episodes.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";
import { isMissing } from "../datasets/disk-failure.ts";
import { addEpisodes } from "./add-episodes.ts";
import type { Hdf5Reader } from "./hdf5-sandbox.ts";
import type { Imported, TransferOptions } from "./transfer.ts";

/** Whether `path` is a regular file; links are followed, for the person chose them. */
export async function isRegularFile(path: string): Promise<boolean> {
  try {
    return (await fs.stat(path)).isFile();
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** The HDF5 file that `source` is, or the one in the folder that it is: `usual` or the only one. FailureError "not-found". */
export async function locateFile(source: string, usual: string, extensions: readonly string[]): Promise<string> {
  const path = resolve(source);
  if (await isRegularFile(path)) return path;
  if (await isRegularFile(join(path, usual))) return join(path, usual);
  const names = await fs.readdir(path).catch(() => []);
  const [only, ...others] = names.filter((name) => extensions.some((extension) => name.endsWith(extension)));
  if (only !== undefined && others.length === 0) return join(path, only);
  throw new FailureError(
    "not-found",
    `${basename(source)} is no ${extensions.join(" or ")} file, nor a folder with one.`,
    "Choose the file itself.",
  );
}

/** The numbered groups among `names`, such as episode_0 and demo_12, in the order of their numbers. */
export function numberedGroups(names: readonly string[], prefix: string): readonly string[] {
  const pattern = new RegExp(`^${prefix}\\d{1,9}$`);
  const number = (name: string): number => Number(name.slice(prefix.length));
  return names.filter((name) => pattern.test(name)).sort((a, b) => number(a) - number(b));
}

/** Arrays of a group by name; those that are no arrays of numbers are null. */
export async function readArrays(
  file: Hdf5Reader,
  group: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, NumberArray | null>> {
  const arrays = await file.arrays(group, names);
  return new Map(names.map((name, i) => [name, arrays[i] ?? null]));
}

/** An array of that shape (null: any length); FailureError "invalid-file" that names it. */
export function demand(
  arrays: ReadonlyMap<string, NumberArray | null>,
  group: string,
  name: string,
  shape: readonly (number | null)[],
): NumberArray {
  const array = arrays.get(name) ?? null;
  if (array === null) throw invalidFile(`${group} has no array of numbers "${name}".`);
  const found = array.shape;
  if (found.length !== shape.length || shape.some((size, i) => size !== null && size !== found[i]))
    throw invalidFile(
      `${group}/${name} has the shape [${found.join(", ")}] instead of [${shape.map((size) => size ?? "n").join(", ")}].`,
    );
  return array;
}

/** Adds the episodes of these groups one after the other; those that are in stay when it fails or is cancelled. */
export function addGroups(
  groups: readonly string[],
  read: (group: string) => Promise<ReadEpisode>,
  store: DatasetStore,
  options: TransferOptions,
): Promise<Imported> {
  let done = 0;
  async function* episodes(): AsyncGenerator<ReadEpisode, void, void> {
    for (const group of groups) {
      yield await read(group);
      done++;
    }
  }
  return addEpisodes(episodes(), store, options, { fraction: () => done / groups.length, total: groups.length });
}
