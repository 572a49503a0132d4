import { promises as fs } from "node:fs";
import { FailureError } from "../../shared/base/failure.ts";
import { EpisodeEncoder } from "../../shared/dataset/arrow/encode-episode.ts";
import { presentColumns } from "../../shared/dataset/arrow/episode-schema.ts";
import { checkBatch } from "../../shared/dataset/check-batch.ts";
import type { ColumnArray, ColumnName, StepBatch } from "../../shared/dataset/columns.ts";
import { headerToMetadata } from "../../shared/dataset/episode-header.ts";
import type { JournalStart } from "../../shared/dataset/episode-header.ts";
import type { EpisodeEnd, EpisodeMeta } from "../../shared/dataset/episode.ts";
import { checkShardSteps, MAX_SHARD_BYTES } from "../../shared/dataset/shard.ts";
import type { CreateReplaySimulator } from "../../shared/dataset/verify.ts";
import { DAMAGED_SUFFIX, episodeFile, JOURNAL_SUFFIX } from "./dataset-paths.ts";
import type { DatasetPaths } from "./dataset-paths.ts";
import { onDisk } from "./disk-failure.ts";
import { removeFile, syncFolder, writeAll } from "./durable-files.ts";
import { EpisodeReader } from "./episode-reader.ts";
import { fastCrc32 } from "./fast-crc32.ts";
import { finishJournal } from "./finish-episode.ts";

/** What a recording needs of its store. */
export interface RecordingHost {
  readonly paths: DatasetPaths;
  readonly createSimulator: CreateReplaySimulator | null;
  /** throws where the lock was lost */
  check(): void;
  ended(recording: Recording, meta: EpisodeMeta | null): Promise<void>;
}

function onlyColumns(batch: StepBatch, names: readonly ColumnName[]): StepBatch {
  const columns: { [name in ColumnName]?: ColumnArray } = {};
  for (const name of names) {
    const values = batch.columns[name];
    if (values !== undefined) columns[name] = values;
  }
  return { ...batch, columns };
}

/**
 * One episode being recorded. Calls are done in the order they were made. An append that resolved is on the disk; one
 * that failed leaves everything before it, and `finish` still saves that.
 */
export class Recording {
  readonly episodeId: string;
  readonly #host: RecordingHost;
  readonly #start: JournalStart;
  readonly #path: string;
  readonly #file: fs.FileHandle;
  #encoder: EpisodeEncoder | null = null;
  #names: readonly ColumnName[] | null = null;
  #rows = 0;
  #bytes = 0;
  #narrow = false;
  #failed: unknown = null;
  #ended = false;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(host: RecordingHost, start: JournalStart, path: string, file: fs.FileHandle) {
    this.#host = host;
    this.#start = start;
    this.episodeId = start.id;
    this.#path = path;
    this.#file = file;
  }

  /** Creates the journal, so that a disk that cannot be written says so before the first step. */
  static async begin(host: RecordingHost, start: JournalStart): Promise<Recording> {
    const path = episodeFile(host.paths, start.id, JOURNAL_SUFFIX);
    return onDisk("Cannot begin a recording", async () => {
      const file = await fs.open(path, "wx+");
      try {
        await syncFolder(host.paths.episodes);
      } catch (error) {
        await file.close();
        throw error;
      }
      return new Recording(host, start, path, file);
    });
  }

  /** steps on the disk */
  get steps(): number {
    return this.#rows;
  }

  /** Appends and syncs a batch. FailureError "disk", "locked" or "invalid-input". */
  append(batch: StepBatch): Promise<void> {
    return this.#next(() => this.#append(batch));
  }

  /**
   * From now on, columns that the rows so far lack are left out of later ones: an episode has a column whole or not at all.
   * For rows from an episode that an earlier version recorded; without it a new column is a mistake, and refused.
   */
  leaveOutNewColumns(): void {
    this.#narrow = true;
  }

  /** Saves the episode whole and ends the recording. FailureError "invalid-input" when there is no step, "disk". */
  finish(end: EpisodeEnd): Promise<EpisodeMeta> {
    return this.#next(async () => {
      if (this.#rows === 0) {
        await this.#discard();
        throw new FailureError(
          "invalid-input",
          "The recording has no steps, so no episode was saved.",
          "Record at least one step.",
        );
      }
      this.#ended = true;
      let meta: EpisodeMeta | null = null;
      try {
        meta = await onDisk("Cannot save the episode; what was recorded stays in its journal", () => this.#finish(end));
        return meta;
      } finally {
        await this.#host.ended(this, meta);
      }
    });
  }

  /** Throws the recording away. */
  discard(): Promise<void> {
    return this.#next(() => this.#discard());
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(() => {
      if (this.#ended) throw new FailureError("not-found", "The recording has ended.", "Start a new recording.");
      return work();
    });
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #append(given: StepBatch): Promise<void> {
    if (this.#failed !== null) throw this.#failed;
    this.#host.check();
    const batch = this.#narrow && this.#names !== null ? onlyColumns(given, this.#names) : given;
    checkBatch(batch, this.#rows, this.#names);
    checkShardSteps(this.#rows + batch.count);
    try {
      await onDisk(`Recording stopped after ${this.#rows} steps`, () => this.#write(batch));
    } catch (error) {
      this.#failed = error;
      throw error;
    }
  }

  async #write(batch: StepBatch): Promise<void> {
    const names = this.#names ?? presentColumns(batch.columns);
    const encoder =
      this.#encoder ??
      new EpisodeEncoder(names, headerToMetadata({ kind: "journal", start: this.#start }), true, fastCrc32);
    const rows = encoder.batch(batch);
    const bytes = this.#encoder === null ? Buffer.concat([encoder.header(), rows]) : rows;
    if (this.#bytes + bytes.length > MAX_SHARD_BYTES)
      throw new FailureError(
        "invalid-input",
        `Recording stopped after ${this.#rows} steps: its file would have more than ${MAX_SHARD_BYTES} bytes.`,
        "Save what was recorded and go on in a new episode.",
      );
    let deleted: boolean;
    try {
      await writeAll(this.#file, bytes, this.#bytes);
      const [status] = await Promise.all([this.#file.stat(), this.#file.datasync()]);
      deleted = status.nlink === 0;
    } catch (error) {
      await this.#file.truncate(this.#bytes).catch(() => undefined);
      throw error;
    }
    this.#encoder = encoder;
    this.#names = names;
    this.#bytes += bytes.length;
    this.#rows += batch.count;
    if (deleted) {
      throw new FailureError(
        "disk",
        `Recording stopped after ${this.#rows} steps: its file was deleted.`,
        "Save the recording now: nothing is lost yet.",
      );
    }
  }

  async #finish(end: EpisodeEnd): Promise<EpisodeMeta> {
    try {
      this.#host.check();
      const reader = await EpisodeReader.of(this.#file, this.#bytes, true);
      const { paths, createSimulator } = this.#host;
      const { meta } = await finishJournal(paths, this.episodeId, reader, end, createSimulator);
      if (meta.steps !== this.#rows) throw await this.#damaged(meta.steps);
      await removeFile(this.#path);
      return meta;
    } finally {
      await this.#file.close();
    }
  }

  /** The rows after the damage cannot be had back; the journal stays for people and later tools. */
  async #damaged(steps: number): Promise<FailureError> {
    const kept = this.episodeId + DAMAGED_SUFFIX;
    await fs.rename(this.#path, episodeFile(this.#host.paths, this.episodeId, DAMAGED_SUFFIX));
    return new FailureError(
      "invalid-file",
      `The recording's file was damaged on the disk: ${steps} of ${this.#rows} steps were saved.`,
      `Check the disk. What could not be read is kept in ${kept}, in the dataset's folder.`,
    );
  }

  async #discard(): Promise<void> {
    this.#ended = true;
    try {
      await onDisk("Cannot discard the recording", async () => {
        await this.#file.close();
        await removeFile(this.#path);
      });
    } finally {
      await this.#host.ended(this, null);
    }
  }
}
