import { join, resolve } from "node:path";
import { FailureError } from "../../shared/base/failure.ts";
import { ACTION_SIZE, OBSERVATION_SIZE } from "../../shared/base/specs.ts";
import { invalidFile } from "../../shared/dataset/invalid-file.ts";
import { readEpisodeRecord } from "../../shared/export/episode-record.ts";
import { fromMinari } from "../../shared/export/minari-episode.ts";
import { environmentId, parseMinariMetadata } from "../../shared/export/minari-metadata.ts";
import { INFO_COLUMNS, RECORD_ATTRIBUTE } from "../../shared/export/minari-tree.ts";
import { readNativeEpisode } from "../../shared/export/read-native-episode.ts";
import type { ReadEpisode } from "../../shared/export/table-episodes.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";
import { isMissing, onDisk } from "../datasets/disk-failure.ts";
import { readBounded } from "../datasets/durable-files.ts";
import { addGroups, demand, isRegularFile, numberedGroups, readArrays } from "./hdf5-episodes.ts";
import { readHdf5 } from "./hdf5-sandbox.ts";
import type { Hdf5Options, Hdf5Reader } from "./hdf5-sandbox.ts";
import type { Imported, TransferOptions } from "./transfer.ts";

const MAX_METADATA_BYTES = 4 * 1024 * 1024;
const DATA_FILE = "main_data.hdf5";
const ARRAYS = ["observations", "actions", "rewards", "terminations", "truncations"] as const;

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

async function readEpisode(file: Hdf5Reader, name: string, left: Set<string>): Promise<ReadEpisode> {
  const group = `/${name}`;
  const attributes = await file.attributes(group);
  const arrays = await readArrays(file, group, ARRAYS);
  const reward = demand(arrays, name, "rewards", [null]);
  const [steps = 0] = reward.shape;
  const observation = demand(arrays, name, "observations", [steps + 1, OBSERVATION_SIZE]);
  const action = demand(arrays, name, "actions", [steps, ACTION_SIZE]);
  const text = attributes[RECORD_ATTRIBUTE];
  const record = typeof text === "string" ? readEpisodeRecord(text) : null;
  if (record !== null) {
    const { groups } = await file.listing(group);
    const others = groups.has("infos") ? await readArrays(file, `${group}/infos`, INFO_COLUMNS) : new Map();
    const extra = groups.has("pogo") ? await readArrays(file, `${group}/pogo`, ["snapshots"]) : new Map();
    const { values } = observation;
    const cut = steps * OBSERVATION_SIZE;
    return readNativeEpisode(
      {
        record,
        observation: { values: values.slice(0, cut), shape: [steps, OBSERVATION_SIZE] },
        finalObservation: Float64Array.from(values.slice(cut)),
        action,
        reward,
        others,
        snapshots: extra.get("snapshots") ?? null,
      },
      INFO_COLUMNS,
      name,
    );
  }
  const { arrays: names, groups } = await file.listing(group);
  for (const other of [...names.keys(), ...groups.keys()])
    if (!ARRAYS.some((known) => known === other)) left.add(other);
  const { seed } = attributes;
  const { start, columns, finalObservation, cause } = fromMinari(
    {
      seed: typeof seed === "number" && Number.isSafeInteger(seed) && seed >= 0 ? seed : null,
      steps,
      observations: Float64Array.from(observation.values),
      actions: Float32Array.from(action.values),
      rewards: Float64Array.from(reward.values),
      terminations: Uint8Array.from(demand(arrays, name, "terminations", [steps]).values),
      truncations: Uint8Array.from(demand(arrays, name, "truncations", [steps]).values),
    },
    name,
  );
  const end = { cause, health: null };
  return { id: null, createdAt: null, curation: {}, start, columns, snapshots: [], finalObservation, end };
}

/**
 * Adds the episodes of a Minari dataset of the hopper to ours, in their order; those that we wrote come back bit for
 * bit. When cancelled or failing midway the episodes already added stay. FailureError "not-found", "invalid-file",
 * "unsupported", "disk" or "cancelled".
 */
export async function importMinari(
  source: string,
  store: DatasetStore,
  options: TransferOptions = {},
  hdf5: Hdf5Options = {},
): Promise<Imported> {
  return onDisk("Cannot read the Minari dataset", async () => {
    const paths = await locate(source);
    await checkMetadata(paths.metadata);
    return readHdf5(
      paths.hdf5,
      async (file) => {
        const groups = numberedGroups(await file.names("/"), "episode_");
        if (groups.length === 0) throw invalidFile("The HDF5 file has no episodes: it is not a Minari dataset.");
        const left = new Set<string>();
        const imported = await addGroups(groups, (group) => readEpisode(file, group, left), store, options);
        const names = [...left].sort().slice(0, 20).join(", ");
        const leftOut = names === "" ? [] : [`Left out, for there is no place for it: ${names}.`];
        return { ...imported, notes: [...imported.notes, ...leftOut] };
      },
      hdf5,
    );
  });
}
