import { FailureError } from "../../shared/base/failure.ts";
import type { ColumnName, StepColumns, StepSnapshot } from "../../shared/dataset/columns.ts";
import { UNTOUCHED } from "../../shared/dataset/curation.ts";
import type { Curation, CurationEntry } from "../../shared/dataset/curation.ts";
import type { DatasetInfo } from "../../shared/dataset/dataset-info.ts";
import { describeEpisode } from "../../shared/dataset/end-of-episode.ts";
import type {
  DatasetSummary,
  Episode,
  EpisodeEnd,
  EpisodeMeta,
  EpisodeStart,
  EpisodeSummary,
} from "../../shared/dataset/episode.ts";
import type { CreateReplaySimulator, ReplayVerdict } from "../../shared/dataset/verify.ts";
import { appendCuration, readCuration } from "./curation-log.ts";
import { episodeFile, EPISODE_SUFFIX } from "./dataset-paths.ts";
import type { DatasetPaths } from "./dataset-paths.ts";
import { checkStart } from "./dataset-writer.ts";
import type { DatasetWriter } from "./dataset-writer.ts";
import { onDisk } from "./disk-failure.ts";
import { readEpisode } from "./episode-files.ts";
import { EpisodeIndex } from "./episode-index.ts";
import type { EpisodeProblem } from "./episode-index.ts";
import { verifyInSlices, writeEpisode } from "./finish-episode.ts";
import type { Recording } from "./recording.ts";

/** A whole episode from elsewhere. */
export interface ForeignEpisode {
  readonly start: EpisodeStart;
  readonly columns: StepColumns;
  readonly snapshots: readonly StepSnapshot[];
  readonly finalObservation: ArrayLike<number>;
  readonly end: EpisodeEnd;
}

/** An episode's columns for training. */
export interface EpisodeRows {
  readonly meta: EpisodeMeta;
  readonly columns: StepColumns;
}

export interface StoreParts {
  readonly paths: DatasetPaths;
  readonly info: DatasetInfo;
  /** null: opened for reading */
  readonly writer: DatasetWriter | null;
  readonly release: () => Promise<void>;
  readonly createSimulator: CreateReplaySimulator | null;
}

/**
 * A dataset on the disk. Readers see whole episodes only and never wait for a writer; writing needs mode "write".
 * Safe for concurrent use within a process. Expected failures are FailureErrors.
 */
export class DatasetStore {
  readonly info: DatasetInfo;
  readonly path: string;
  readonly #parts: StoreParts;
  readonly #index: EpisodeIndex;

  constructor(parts: StoreParts) {
    this.info = parts.info;
    this.path = parts.paths.folder;
    this.#parts = parts;
    this.#index = new EpisodeIndex(parts.paths);
  }

  /** ids of the episodes that opening brought back from journals */
  get recovered(): readonly string[] {
    return this.#parts.writer?.recovery.recovered ?? [];
  }

  /** journals that opening could not bring back whole; show them: data may be lost */
  get unrecovered(): readonly EpisodeProblem[] {
    return this.#parts.writer?.recovery.problems ?? [];
  }

  /** Starts a recording. FailureError "disk" or "locked". */
  async begin(start: EpisodeStart, ended: (meta: EpisodeMeta | null) => void = () => undefined): Promise<Recording> {
    return this.#writer().begin(start, this.#parts.createSimulator, ended);
  }

  /** Stores a whole episode from elsewhere. */
  async addEpisode({ start, columns, snapshots, finalObservation, end }: ForeignEpisode): Promise<EpisodeMeta> {
    const writer = this.#writer();
    writer.check();
    const rows = columns.step?.length ?? 0;
    if (rows === 0) throw new FailureError("invalid-input", "The episode has no steps.", "Leave it out.");
    const journal = { ...checkStart(start), id: writer.newEpisodeId(), createdAt: new Date().toISOString() };
    const meta = describeEpisode({ start: journal, columns, rows, finalObservation, end, replays: null });
    return onDisk("Cannot save the episode", () => writeEpisode(this.#parts.paths, { meta, columns, snapshots }));
  }

  /** Every episode in the order of its making, dropped ones among them. */
  async episodes(): Promise<readonly EpisodeSummary[]> {
    const [{ episodes }, curation] = await Promise.all([this.#index.list(), readCuration(this.#parts.paths)]);
    return episodes.map(({ meta, bytes }, i) => summarise(meta, bytes, i, curation));
  }

  /** One episode of the list; FailureError "not-found". */
  async episode(id: string): Promise<EpisodeSummary> {
    episodeFile(this.#parts.paths, id, EPISODE_SUFFIX);
    const found = (await this.episodes()).find((episode) => episode.id === id);
    if (found === undefined)
      throw new FailureError("not-found", `The dataset has no episode ${id}.`, "Refresh the list of episodes.");
    return found;
  }

  /** Files that look like episodes and cannot be read. */
  async problems(): Promise<readonly EpisodeProblem[]> {
    return (await this.#index.list()).problems;
  }

  /** A whole episode; FailureError "not-found", "invalid-file" or "disk". */
  load(id: string): Promise<Episode> {
    return readEpisode(this.#parts.paths, id);
  }

  /** The kept episodes one after the other, with these columns only; `ids` chooses and orders. One is in memory at a time. */
  async *rows(only: readonly ColumnName[], ids?: readonly string[]): AsyncGenerator<EpisodeRows, void, void> {
    const chosen = ids ?? (await this.episodes()).filter((episode) => !episode.dropped).map((episode) => episode.id);
    for (const id of chosen) {
      const { meta, columns } = await readEpisode(this.#parts.paths, id, only);
      yield { meta, columns };
    }
  }

  /** Replays an episode; see `verifySteps`. */
  async verify(
    id: string,
    createSimulator: CreateReplaySimulator,
    onStep?: (steps: number) => void,
  ): Promise<ReplayVerdict> {
    return verifyInSlices(await this.load(id), createSimulator, onStep);
  }

  rename(id: string, name: string): Promise<EpisodeSummary> {
    return this.#edit(id, { op: "name", time: new Date().toISOString(), episode: id, name });
  }

  /** Hides an episode and keeps it out of training; its file stays. */
  drop(id: string): Promise<EpisodeSummary> {
    return this.#edit(id, { op: "drop", time: new Date().toISOString(), episode: id });
  }

  restore(id: string): Promise<EpisodeSummary> {
    return this.#edit(id, { op: "restore", time: new Date().toISOString(), episode: id });
  }

  /** Takes the latest edit back. */
  async undo(): Promise<void> {
    return this.#writer().edit(() => appendCuration(this.#parts.paths, { op: "undo", time: new Date().toISOString() }));
  }

  /** Does again what `undo` took back. */
  async redo(): Promise<void> {
    return this.#writer().edit(() => appendCuration(this.#parts.paths, { op: "redo", time: new Date().toISOString() }));
  }

  /** Counts kept episodes. */
  async summary(): Promise<DatasetSummary> {
    const all = await this.episodes();
    const kept = all.filter((episode) => !episode.dropped);
    const { id, name, createdAt } = this.info;
    return {
      id,
      name,
      path: this.path,
      createdAt,
      episodes: kept.length,
      steps: kept.reduce((sum, episode) => sum + episode.steps, 0),
      bytes: all.reduce((sum, episode) => sum + episode.bytes, 0),
      problem: null,
    };
  }

  /** Ends what this store's process still records when it is the last one open, and gives the lock back. */
  close(): Promise<void> {
    return this.#parts.release();
  }

  #writer(): DatasetWriter {
    const { writer } = this.#parts;
    if (writer === null)
      throw new FailureError("denied", `The dataset ${this.path} is open for reading only.`, "Open it for writing.");
    return writer;
  }

  async #edit(id: string, entry: CurationEntry): Promise<EpisodeSummary> {
    const writer = this.#writer();
    await this.episode(id);
    await writer.edit(() => appendCuration(this.#parts.paths, entry));
    return this.episode(id);
  }
}

function summarise(
  meta: EpisodeMeta,
  bytes: number,
  index: number,
  curation: ReadonlyMap<string, Curation>,
): EpisodeSummary {
  const { name, dropped } = curation.get(meta.id) ?? UNTOUCHED;
  return { ...meta, name: name ?? `Episode ${index + 1}`, dropped, bytes };
}
