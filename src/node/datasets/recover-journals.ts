import { constants, promises as fs } from "node:fs";
import { join } from "node:path";
import { FailureError, toFailure } from "../../shared/base/failure.ts";
import type { Failure } from "../../shared/base/failure.ts";
import type { LostTail } from "../../shared/dataset/arrow/decode-episode.ts";
import { invalidFile } from "../../shared/dataset/invalid-file.ts";
import { MAX_SHARD_BYTES } from "../../shared/dataset/shard.ts";
import type { CreateReplaySimulator } from "../../shared/dataset/verify.ts";
import {
  DAMAGED_SUFFIX,
  EPISODE_SUFFIX,
  episodeFile,
  idsWithSuffix,
  JOURNAL_SUFFIX,
  UNFINISHED_SUFFIX,
} from "./dataset-paths.ts";
import type { DatasetPaths } from "./dataset-paths.ts";
import { diskFailure, isMissing } from "./disk-failure.ts";
import { removeFile, syncFolder } from "./durable-files.ts";
import type { EpisodeProblem } from "./episode-index.ts";
import { EpisodeReader } from "./episode-reader.ts";
import { finishJournal } from "./finish-episode.ts";

/** What recovery found and did. */
export interface Recovery {
  /** episodes that appear, marked recovered */
  readonly recovered: readonly string[];
  /** journals of which something could not be brought back; what is left of them stays on the disk */
  readonly problems: readonly EpisodeProblem[];
}

interface Recovered {
  readonly rows: number;
  readonly lost: LostTail | null;
}

function damagedFailure(id: string, rows: number, bytes: number): Failure {
  return {
    kind: "invalid-file",
    message: `The recording ${id} was damaged: ${rows} steps were brought back, ${bytes} bytes after them could not be read.`,
    remedy: `They are kept in ${id}${DAMAGED_SUFFIX}, in the dataset's folder.`,
  };
}

async function keepDamaged(paths: DatasetPaths, id: string): Promise<void> {
  try {
    await fs.rename(episodeFile(paths, id, JOURNAL_SUFFIX), episodeFile(paths, id, DAMAGED_SUFFIX));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** A journal's episode is on the disk, or it holds nothing: what is left of it may go. */
async function recoverOne(paths: DatasetPaths, id: string, create: CreateReplaySimulator | null): Promise<Recovered> {
  const journal = episodeFile(paths, id, JOURNAL_SUFFIX);
  const { rows, lost } = await finishOne(paths, id, journal, create);
  if (lost?.reason === "damaged") await keepDamaged(paths, id);
  else await removeFile(journal);
  return { rows, lost };
}

async function finishOne(
  paths: DatasetPaths,
  id: string,
  journal: string,
  create: CreateReplaySimulator | null,
): Promise<Recovered> {
  const handle = await fs.open(journal, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const status = await handle.stat();
    if (!status.isFile()) throw invalidFile(`The recording ${id} is no file.`);
    const { size } = status;
    const reader = await openReader(handle, size);
    if (reader === null) return { rows: 0, lost: size === 0 ? null : { bytes: size, reason: "damaged" } };
    const { meta, lost } = await finishJournal(paths, id, reader, null, create);
    return { rows: meta.steps, lost };
  } finally {
    await handle.close();
  }
}

/** A crash within the very first write leaves a part of the header, or zeros: no step was promised to be safe yet. */
async function openReader(handle: fs.FileHandle, size: number): Promise<EpisodeReader | null> {
  try {
    if (size <= MAX_SHARD_BYTES) return await EpisodeReader.of(handle, size, true);
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    return null;
  }
  throw invalidFile(`The recording has ${size} bytes; at most ${MAX_SHARD_BYTES} can be read.`);
}

/**
 * Turns the journals that a dead writer left into episodes. Call it holding the dataset's lock, before anything is
 * recorded. Nothing that holds steps is removed before its episode is in place.
 */
export async function recoverJournals(paths: DatasetPaths, create: CreateReplaySimulator | null): Promise<Recovery> {
  const names = await fs.readdir(paths.episodes);
  for (const name of names) if (name.endsWith(UNFINISHED_SUFFIX)) await removeFile(join(paths.episodes, name));
  const finished = new Set(idsWithSuffix(names, EPISODE_SUFFIX));
  const recovered: string[] = [];
  const problems: EpisodeProblem[] = [];
  for (const id of idsWithSuffix(names, JOURNAL_SUFFIX)) {
    try {
      if (finished.has(id)) await removeFile(episodeFile(paths, id, JOURNAL_SUFFIX));
      else {
        const { rows, lost } = await recoverOne(paths, id, create);
        if (rows > 0) recovered.push(id);
        if (lost?.reason === "damaged") problems.push({ id, failure: damagedFailure(id, rows, lost.bytes) });
      }
    } catch (error) {
      problems.push({ id, failure: toFailure(diskFailure(error, `Cannot recover episode ${id}`)) });
    }
  }
  if (names.length > 0) await syncFolder(paths.episodes);
  return { recovered, problems };
}
