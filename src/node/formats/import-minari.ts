import { promises as fs } from "node:fs";
import { join, resolve } from "node:path";
import type { File, Group } from "h5wasm";
import { FailureError } from "../../shared/base/failure.ts";
import { ACTION_SIZE, OBSERVATION_SIZE } from "../../shared/base/specs.ts";
import { invalidFile } from "../../shared/dataset/invalid-file.ts";
import { fromMinari } from "../../shared/export/minari-episode.ts";
import { environmentId, parseMinariMetadata } from "../../shared/export/minari-metadata.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";
import { isMissing, onDisk } from "../datasets/disk-failure.ts";
import { readBounded } from "../datasets/durable-files.ts";
import { readArray, readInteger, withHdf5 } from "./hdf5-sandbox.ts";
import { checkCancelled } from "./transfer.ts";
import type { Imported, TransferOptions } from "./transfer.ts";

/** The file is held in memory as a whole. */
const MAX_HDF5_BYTES = 1024 * 1024 * 1024;
const MAX_METADATA_BYTES = 4 * 1024 * 1024;
const DATA_FILE = "main_data.hdf5";

interface MinariSource {
  readonly hdf5: string;
  readonly metadata: string;
}

/** Accepts the dataset's folder, its data folder, or the HDF5 file itself. */
async function locate(source: string): Promise<MinariSource> {
  const path = resolve(source);
  for (const folder of [join(path, "data"), path]) {
    const hdf5 = join(folder, DATA_FILE);
    if (await isRegularFile(hdf5)) return { hdf5, metadata: join(folder, "metadata.json") };
  }
  if (await isRegularFile(path)) return { hdf5: path, metadata: join(path, "..", "metadata.json") };
  throw new FailureError(
    "not-found",
    `${source} is not a Minari dataset: it has no data/${DATA_FILE}.`,
    "Choose the folder that contains data/, or the HDF5 file.",
  );
}

async function isRegularFile(path: string): Promise<boolean> {
  try {
    return (await fs.stat(path)).isFile();
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function checkMetadata(path: string): Promise<void> {
  const bytes = await readBounded(path, MAX_METADATA_BYTES).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (bytes === null) return;
  const metadata = parseMinariMetadata(Buffer.from(bytes).toString("utf8"));
  const environment = environmentId(metadata);
  if (environment !== null && !/^Hopper-v\d+$/.test(environment)) {
    throw new FailureError(
      "unsupported",
      `The Minari dataset is of ${environment}, not of the hopper.`,
      "Choose a dataset of Gymnasium's Hopper.",
    );
  }
}

function groupOf(file: File, name: string): Group {
  const group = file.get(name);
  if (group === null || !("keys" in group)) throw invalidFile(`${name} of the Minari dataset is no group.`);
  return group;
}

function flags(values: Float64Array | Float32Array | Int8Array | Uint8Array): Uint8Array {
  return Uint8Array.from(values);
}

function readEpisode(group: Group, name: string): ReturnType<typeof fromMinari> {
  const rewards = Float64Array.from(readArray(group, "rewards", [null]));
  const steps = rewards.length;
  const seed = readInteger(group, "seed");
  return fromMinari(
    {
      seed: seed !== null && seed >= 0 ? seed : null,
      steps,
      observations: Float64Array.from(readArray(group, "observations", [steps + 1, OBSERVATION_SIZE])),
      actions: Float32Array.from(readArray(group, "actions", [steps, ACTION_SIZE])),
      rewards,
      terminations: flags(readArray(group, "terminations", [steps])),
      truncations: flags(readArray(group, "truncations", [steps])),
    },
    name,
  );
}

/**
 * Adds the episodes of a Minari dataset of the hopper to ours, in their order. When cancelled or failing midway the
 * episodes already added stay. FailureError "not-found", "invalid-file", "unsupported", "disk" or "cancelled".
 */
export async function importMinari(
  source: string,
  store: DatasetStore,
  options: TransferOptions = {},
): Promise<Imported> {
  const paths = await locate(source);
  const bytes = await onDisk("Cannot read the Minari dataset", async () => {
    await checkMetadata(paths.metadata);
    return readBounded(paths.hdf5, MAX_HDF5_BYTES);
  });
  return withHdf5(bytes, async (file) => {
    const numbers = file
      .keys()
      .flatMap((key) => (/^episode_\d{1,9}$/.test(key) ? [Number(key.slice("episode_".length))] : []))
      .sort((a, b) => a - b);
    if (numbers.length === 0) throw invalidFile("The HDF5 file has no episodes: it is not a Minari dataset.");
    let steps = 0;
    for (const [done, number] of numbers.entries()) {
      checkCancelled(options, `The import was cancelled after ${done} episodes.`);
      options.onProgress?.(done / numbers.length, `Episode ${done + 1} of ${numbers.length}`);
      const { start, columns, finalObservation, cause } = readEpisode(
        groupOf(file, `episode_${number}`),
        `episode_${number}`,
      );
      const meta = await store.addEpisode({
        start,
        columns,
        snapshots: [],
        finalObservation,
        end: { cause, health: null },
      });
      steps += meta.steps;
    }
    options.onProgress?.(1, `${numbers.length} episodes`);
    return { episodes: numbers.length, steps, notes: [] };
  });
}
