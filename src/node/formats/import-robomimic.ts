import { FailureError } from "../../shared/base/failure.ts";
import { ACTION_SIZE, OBSERVATION_SIZE } from "../../shared/base/specs.ts";
import { invalidFile } from "../../shared/dataset/invalid-file.ts";
import { readEpisodeRecord } from "../../shared/export/episode-record.ts";
import type { EpisodeRecord } from "../../shared/export/episode-record.ts";
import { RECORD_ATTRIBUTE } from "../../shared/export/minari-tree.ts";
import { readNativeEpisode } from "../../shared/export/read-native-episode.ts";
import { fromDemonstration, observationKeys } from "../../shared/export/robomimic-episode.ts";
import { OBSERVATION_KEY, POGO_COLUMNS, splitOfMask } from "../../shared/export/robomimic-tree.ts";
import type { ReadEpisode } from "../../shared/export/table-episodes.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";
import { onDisk } from "../datasets/disk-failure.ts";
import { ROBOMIMIC_FILE } from "./export-robomimic.ts";
import { addGroups, demand, locateFile, numberedGroups, readArrays } from "./hdf5-episodes.ts";
import { readHdf5 } from "./hdf5-sandbox.ts";
import type { Hdf5Options, Hdf5Reader } from "./hdf5-sandbox.ts";
import type { Imported, TransferOptions } from "./transfer.ts";

const NO_REWARDS = "The file has no rewards: they are 0.";
const NO_NEXT = "The observation after the last step is not in the file: the last one stands for it.";

/** What is known about the whole file. */
interface Context {
  readonly splits: ReadonlyMap<string, string>;
  readonly notes: Set<string>;
}

function checkEnvironment(text: number | string | undefined): void {
  let name: unknown = null;
  try {
    const parsed: unknown = JSON.parse(String(text));
    if (typeof parsed === "object" && parsed !== null && "env_name" in parsed) name = parsed.env_name;
  } catch {
    // what the environment was is not said
  }
  if (typeof name === "string" && !/^hopper/i.test(name))
    throw new FailureError(
      "unsupported",
      `The robomimic file is of ${name.slice(0, 100)}, not of the hopper.`,
      "Choose a dataset of a hopper.",
    );
}

async function readSplits(file: Hdf5Reader): Promise<ReadonlyMap<string, string>> {
  const splits = new Map<string, string>();
  if (!(await file.names("/")).includes("mask")) return splits;
  for (const mask of ["train", "valid"])
    for (const demo of (await file.words("/mask", mask)) ?? []) splits.set(demo, splitOfMask(mask));
  return splits;
}

async function readNative(file: Hdf5Reader, name: string, record: EpisodeRecord): Promise<ReadEpisode> {
  const group = `/data/${name}`;
  const arrays = await readArrays(file, group, ["actions", "rewards", "obs/flat", "next_obs/flat"]);
  const reward = demand(arrays, name, "rewards", [null]);
  const [steps = 0] = reward.shape;
  const { values } = demand(arrays, name, `next_obs/${OBSERVATION_KEY}`, [steps, OBSERVATION_SIZE]);
  const others = await readArrays(file, `${group}/pogo`, [...POGO_COLUMNS, "snapshots"]);
  return readNativeEpisode(
    {
      record,
      observation: demand(arrays, name, `obs/${OBSERVATION_KEY}`, [steps, OBSERVATION_SIZE]),
      finalObservation: Float64Array.from(values.slice(-OBSERVATION_SIZE)),
      action: demand(arrays, name, "actions", [steps, ACTION_SIZE]),
      reward,
      others,
      snapshots: others.get("snapshots") ?? null,
    },
    POGO_COLUMNS,
    name,
  );
}

async function readForeign(file: Hdf5Reader, name: string, { splits, notes }: Context): Promise<ReadEpisode> {
  const group = `/data/${name}`;
  const { arrays: shapes, groups } = await file.listing(group);
  const keys = observationKeys(groups.get("obs")?.arrays ?? new Map(), shapes.get("actions"), name);
  const wanted = (place: string): readonly string[] => keys.map((key) => `${place}/${key}`);
  const next = wanted("next_obs");
  const arrays = await readArrays(file, group, ["actions", "rewards", "dones", ...wanted("obs")]);
  const hasNext = keys.every((key) => groups.get("next_obs")?.arrays.has(key) === true);
  const after = hasNext ? await readArrays(file, group, next) : null;
  if (!shapes.has("rewards")) notes.add(NO_REWARDS);
  if (after === null) notes.add(NO_NEXT);
  const found = (from: typeof arrays, path: string): NonNullable<ReturnType<typeof arrays.get>> => {
    const array = from.get(path) ?? null;
    if (array === null) throw invalidFile(`${name}/${path} has values of another type than numbers.`);
    return array;
  };
  return fromDemonstration({
    name,
    actions: demand(arrays, name, "actions", [null, ACTION_SIZE]),
    rewards: arrays.get("rewards") ?? null,
    dones: arrays.get("dones") ?? null,
    observations: wanted("obs").map((path) => found(arrays, path)),
    nextObservations: after === null ? null : next.map((path) => found(after, path)),
    split: splits.get(name) ?? null,
  });
}

/**
 * Adds the demonstrations of a robomimic file to a dataset, in the order of their numbers; those that we wrote come
 * back bit for bit. FailureError "not-found", "invalid-file", "unsupported", "disk" or "cancelled".
 */
export async function importRobomimic(
  source: string,
  store: DatasetStore,
  options: TransferOptions = {},
  hdf5: Hdf5Options = {},
): Promise<Imported> {
  return onDisk("Cannot read the robomimic file", async () => {
    const path = await locateFile(source, ROBOMIMIC_FILE, [".hdf5", ".h5"]);
    return readHdf5(
      path,
      async (file) => {
        if (!(await file.names("/")).includes("data"))
          throw invalidFile("The HDF5 file has no group data: it is not robomimic's.");
        checkEnvironment((await file.attributes("/data"))["env_args"]);
        const names = numberedGroups(await file.names("/data"), "demo_");
        if (names.length === 0) throw invalidFile("The HDF5 file has no demonstrations: it is not robomimic's.");
        const context: Context = { splits: await readSplits(file), notes: new Set() };
        const read = async (name: string): Promise<ReadEpisode> => {
          const text = (await file.attributes(`/data/${name}`))[RECORD_ATTRIBUTE];
          const record = typeof text === "string" ? readEpisodeRecord(text) : null;
          return record === null ? readForeign(file, name, context) : readNative(file, name, record);
        };
        const imported = await addGroups(names, read, store, options);
        return { ...imported, notes: [...imported.notes, ...context.notes] };
      },
      hdf5,
    );
  });
}
