import { promises as fs } from "node:fs";
import { monotonicFactory } from "ulid";
import type { CreateReplaySimulator } from "../../shared/dataset/verify.ts";
import { FailureError } from "../../shared/base/failure.ts";
import { episodeStartSchema } from "../../shared/dataset/episode.ts";
import type { EpisodeMeta, EpisodeStart } from "../../shared/dataset/episode.ts";
import { acquireDatasetLock } from "./dataset-lock.ts";
import type { DatasetLock } from "./dataset-lock.ts";
import type { DatasetPaths } from "./dataset-paths.ts";
import { onDisk } from "./disk-failure.ts";
import { ownFolder } from "./durable-files.ts";
import { Recording } from "./recording.ts";
import { recoverJournals } from "./recover-journals.ts";
import type { Recovery } from "./recover-journals.ts";

const nextId = monotonicFactory();

/** Only what the format knows of an episode's start; FailureError "invalid-input". */
export function checkStart(start: EpisodeStart): EpisodeStart {
  const parsed = episodeStartSchema.safeParse(start);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new FailureError(
    "invalid-input",
    `The recording's description is malformed at "${where}".`,
    "Correct it and start again.",
  );
}

/** The one writer of a dataset in this process; every store opened for writing shares it. */
export class DatasetWriter {
  readonly paths: DatasetPaths;
  readonly recovery: Recovery;
  readonly #lock: DatasetLock;
  readonly #recordings = new Set<Recording>();
  #edits: Promise<unknown> = Promise.resolve();

  private constructor(paths: DatasetPaths, lock: DatasetLock, recovery: Recovery) {
    this.paths = paths;
    this.#lock = lock;
    this.recovery = recovery;
  }

  static async open(paths: DatasetPaths, create: CreateReplaySimulator | null): Promise<DatasetWriter> {
    const lock = await acquireDatasetLock(paths);
    try {
      await onDisk("Cannot open the dataset", () => ownFolder(paths.episodes));
      const recovery = await onDisk("Cannot open the dataset", () => recoverJournals(paths, create));
      return new DatasetWriter(paths, lock, recovery);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /** throws where the lock was lost */
  check(): void {
    this.#lock.check();
  }

  newEpisodeId(): string {
    return nextId();
  }

  async begin(
    start: EpisodeStart,
    createSimulator: CreateReplaySimulator | null,
    ended: (meta: EpisodeMeta | null) => Promise<void>,
  ): Promise<Recording> {
    this.check();
    const host = {
      paths: this.paths,
      createSimulator,
      check: () => this.check(),
      ended: (recording: Recording, meta: EpisodeMeta | null) => {
        this.#recordings.delete(recording);
        return ended(meta);
      },
    };
    const recording = await Recording.begin(host, {
      ...checkStart(start),
      id: nextId(),
      createdAt: new Date().toISOString(),
    });
    this.#recordings.add(recording);
    return recording;
  }

  /** Runs edits one after the other. */
  edit<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#edits.then(() => {
      this.check();
      return work();
    });
    this.#edits = result.catch(() => undefined);
    return result;
  }

  /** Saves what is still being recorded, and gives the dataset up. */
  async close(): Promise<void> {
    await Promise.allSettled(
      [...this.#recordings].map((recording) =>
        recording.steps > 0 ? recording.finish({ cause: "interrupted", health: null }) : recording.discard(),
      ),
    );
    await this.#edits;
    await this.#lock.release();
  }
}

const writers = new Map<string, { users: number; readonly writer: Promise<DatasetWriter> }>();
/** a dataset is opened again only when its last writer has let go of the lock */
const closing = new Map<string, Promise<void>>();

/** The process's writer of a dataset, and the function that gives it back. */
export async function shareWriter(
  paths: DatasetPaths,
  create: CreateReplaySimulator | null,
): Promise<{ readonly writer: DatasetWriter; readonly release: () => Promise<void> }> {
  const key = await onDisk("Cannot open the dataset", () => fs.realpath(paths.folder));
  await closing.get(key);
  let shared = writers.get(key);
  if (shared === undefined) {
    shared = { users: 0, writer: DatasetWriter.open(paths, create) };
    writers.set(key, shared);
  }
  const mine = shared;
  mine.users++;
  let released = false;
  const release = async (): Promise<void> => {
    if (released) return;
    released = true;
    mine.users--;
    if (mine.users > 0) return;
    writers.delete(key);
    const done = mine.writer.then((writer) => writer.close());
    closing.set(
      key,
      done.catch(() => undefined),
    );
    await done.finally(() => closing.delete(key));
  };
  try {
    return { writer: await mine.writer, release };
  } catch (error) {
    if (writers.get(key) === mine) writers.delete(key);
    throw error;
  }
}
