import { promises as fs } from "node:fs";
import { join, resolve } from "node:path";
import { ulid } from "ulid";
import { FailureError } from "../../shared/base/failure.ts";
import { datasetInfoSchema, HOPPER_ENVIRONMENT } from "../../shared/dataset/dataset-info.ts";
import type { DatasetInfo, Environment } from "../../shared/dataset/dataset-info.ts";
import { FORMAT_VERSION } from "../../shared/dataset/episode-header.ts";
import { fromJson, toJson } from "../../shared/dataset/json-numbers.ts";
import type { CreateReplaySimulator } from "../../shared/dataset/verify.ts";
import { datasetPaths } from "./dataset-paths.ts";
import { DatasetStore } from "./dataset-store.ts";
import { shareWriter } from "./dataset-writer.ts";
import { diskFailure, isMissing, onDisk } from "./disk-failure.ts";
import { exists, readBounded, syncFolder, writeDurably } from "./durable-files.ts";

const MAX_INFO_BYTES = 1 << 20;

export interface OpenOptions {
  /** "write" takes the dataset's lock and recovers journals that a dead writer left */
  readonly mode: "read" | "write";
  /** checks each episode when it is saved, by replaying it; without it `replays` stays null */
  readonly createSimulator?: CreateReplaySimulator;
}

export interface CreateOptions {
  /** folder; made where missing */
  readonly path: string;
  readonly name: string;
  /** program and version */
  readonly createdBy?: string;
  readonly environment?: Environment;
  /** where imported episodes come from */
  readonly origin?: string;
}

/** Reads dataset.json. FailureError "not-found", "invalid-file" or "disk". */
export async function readDatasetInfo(path: string): Promise<DatasetInfo> {
  const file = datasetPaths(path).info;
  let text: string;
  try {
    text = Buffer.from(await readBounded(file, MAX_INFO_BYTES)).toString("utf8");
  } catch (error) {
    if (isMissing(error))
      throw new FailureError(
        "not-found",
        `${path} is not a dataset: it has no dataset.json.`,
        "Check the path, or create the dataset first.",
        { cause: error },
      );
    throw diskFailure(error, `Cannot read the dataset ${path}`);
  }
  try {
    return datasetInfoSchema.parse(fromJson(text));
  } catch (error) {
    throw new FailureError(
      "invalid-file",
      `${file} is damaged or of a later version than ${FORMAT_VERSION}.`,
      "Update Pogo, or restore the file from a copy.",
      { cause: error },
    );
  }
}

/** Opens a dataset folder. FailureError "not-found", "invalid-file", "locked" (mode "write") or "disk". */
export async function openDataset(path: string, options: OpenOptions): Promise<DatasetStore> {
  const folder = resolve(path);
  const paths = datasetPaths(folder);
  const info = await readDatasetInfo(folder);
  const createSimulator = options.createSimulator ?? null;
  if (options.mode === "read")
    return new DatasetStore({ paths, info, writer: null, release: () => Promise.resolve(), createSimulator });
  const { writer, release } = await shareWriter(paths, createSimulator);
  return new DatasetStore({ paths, info, writer, release, createSimulator });
}

/** Makes an empty dataset; open it to use it. FailureError "already-exists" or "disk". */
export async function createDataset(options: CreateOptions): Promise<DatasetInfo> {
  const paths = datasetPaths(resolve(options.path));
  const info = datasetInfoSchema.parse({
    format: "pogo-dataset",
    version: FORMAT_VERSION,
    id: ulid(),
    name: options.name.trim().slice(0, 200) || "Dataset",
    createdAt: new Date().toISOString(),
    createdBy: options.createdBy ?? "pogo",
    environment: options.environment ?? HOPPER_ENVIRONMENT,
    origin: options.origin ?? null,
  });
  await onDisk(`Cannot create the dataset ${paths.folder}`, async () => {
    await fs.mkdir(paths.episodes, { recursive: true });
    if (await exists(paths.info)) {
      throw new FailureError(
        "already-exists",
        `${paths.folder} is a dataset already.`,
        "Choose another folder, or record into the dataset that is there.",
      );
    }
    await writeDurably(paths.info, [Buffer.from(`${toJson(info, 2)}\n`)]);
    await syncFolder(paths.folder);
  });
  return info;
}

/** Opens a dataset for writing, making it where there is none. */
export async function openOrCreateDataset(
  options: CreateOptions,
  open: Omit<OpenOptions, "mode">,
): Promise<DatasetStore> {
  if (!(await exists(join(resolve(options.path), "dataset.json")))) await createDataset(options);
  return openDataset(options.path, { ...open, mode: "write" });
}
