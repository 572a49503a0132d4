import { FailureError } from "../../shared/base/failure.ts";
import type { ColumnName, StepColumns, StepSnapshot } from "../../shared/dataset/columns.ts";
import { editSchema, MAX_EDITS, UNTOUCHED } from "../../shared/dataset/curation.ts";
import type { Curation, CurationEntry, CurationHistory, Edit } from "../../shared/dataset/curation.ts";
import type { DatasetInfo } from "../../shared/dataset/dataset-info.ts";
import { trimEpisode } from "../../shared/dataset/trim-episode.ts";
import { editsFor, isInterrupted, isUsed, usedSteps } from "../../shared/dataset/used-episodes.ts";
import { episodeIdSchema } from "../../shared/dataset/episode-id.ts";
import { describeEpisode, markEnd } from "../../shared/dataset/end-of-episode.ts";
import { checkShardSteps } from "../../shared/dataset/shard.ts";
import type {
  DatasetSummary,
  Episode,
  EpisodeEnd,
  EpisodeMeta,
  EpisodeStart,
  EpisodeSummary,
} from "../../shared/dataset/episode.ts";
import type { CreateReplaySimulator, ReplayVerdict } from "../../shared/dataset/verify.ts";
import { episodeFile, EPISODE_SUFFIX } from "./dataset-paths.ts";
import type { DatasetPaths } from "./dataset-paths.ts";
import { checkStart } from "./dataset-writer.ts";
import type { DatasetWriter } from "./dataset-writer.ts";
import { onDisk } from "./disk-failure.ts";
import { exists } from "./durable-files.ts";
import { readBlocks, readEpisode } from "./episode-files.ts";
import type { EpisodeProblem, PlacedEpisode } from "./episode-index.ts";
import { checkReplay, writeEpisode } from "./finish-episode.ts";
import { replayBlocks } from "./scan-journal.ts";
import { knownDataset } from "./known-dataset.ts";
import type { KnownDataset } from "./known-dataset.ts";
import { freshMemory, readColumnsNow, reusedMemory } from "./read-columns-now.ts";
import type { ReadMemory } from "./read-columns-now.ts";
import type { Recording } from "./recording.ts";

/** A whole episode from elsewhere. */
export interface ForeignEpisode {
  /** kept where it is an episode id that the dataset does not have; else it gets a new one */
  readonly id?: string | null;
  /** ISO 8601, UTC; else now */
  readonly createdAt?: string | null;
  /** what its dataset said about it */
  readonly curation?: Partial<Curation> | null;
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
  readonly #known: KnownDataset;
  /** the folder was looked at under our lock: from then on nobody else adds episodes */
  #looked = false;

  constructor(parts: StoreParts) {
    this.info = parts.info;
    this.path = parts.paths.folder;
    this.#parts = parts;
    this.#known = knownDataset(parts.paths);
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
    const { index } = this.#known;
    return this.#writer().begin(start, this.#parts.createSimulator, async (meta) => {
      // Where this fails, the next look at the folder finds it.
      if (meta !== null) await index.add(meta).catch(() => undefined);
      ended(meta);
    });
  }

  /** Stores a whole episode from elsewhere; what can be replayed is checked. */
  async addEpisode(episode: ForeignEpisode): Promise<EpisodeMeta> {
    const writer = this.#writer();
    writer.check();
    const { snapshots, finalObservation, end } = episode;
    const rows = episode.columns.step?.length ?? 0;
    if (rows === 0) throw new FailureError("invalid-input", "The episode has no steps.", "Leave it out.");
    checkShardSteps(rows);
    const id = (await this.#freeId(episode.id ?? null)) ?? writer.newEpisodeId();
    const edits = editsFor(id, episode.curation ?? {}).map((edit) => checkEdit(edit, () => rows));
    const start = { ...checkStart(episode.start), id, createdAt: episode.createdAt ?? new Date().toISOString() };
    const unchecked = describeEpisode({
      start,
      columns: episode.columns,
      rows,
      finalObservation,
      end,
      replays: null,
    });
    const columns = markEnd(episode.columns, rows, unchecked);
    const create = snapshots.length === 0 ? null : this.#parts.createSimulator;
    const replays = create === null ? null : await checkReplay({ meta: unchecked, columns, snapshots }, create);
    const meta = { ...unchecked, replays };
    await onDisk("Cannot save the episode", () => writeEpisode(this.#parts.paths, { meta, columns, snapshots }));
    await onDisk("Cannot save the episode", () => this.#known.index.add(meta));
    await this.#write(edits);
    return meta;
  }

  /** Every episode in the order of its making, dropped ones among them. */
  async episodes(): Promise<readonly EpisodeSummary[]> {
    return (await this.#listing()).episodes;
  }

  /** One episode of the list; FailureError "not-found". */
  async episode(id: string): Promise<EpisodeSummary> {
    episodeFile(this.#parts.paths, id, EPISODE_SUFFIX);
    const found = (await this.episodes()).find((episode) => episode.id === id);
    if (found === undefined)
      throw new FailureError("not-found", `The dataset has no episode ${id}.`, "Refresh the list of episodes.");
    return found;
  }

  /** The episodes that are trained on, counted and exported. */
  async usedEpisodes(): Promise<readonly EpisodeSummary[]> {
    return (await this.episodes()).filter(({ used }) => used);
  }

  /**
   * An episode as it is used: trimmed, its last row marked as the end. FailureErrors as `load`. Small files are read at once, as by `rows`; into `memory`,
   * where it is given, until the next episode is.
   */
  async loadUsed(
    { id, curation }: Pick<EpisodeSummary, "id" | "curation">,
    memory: ReadMemory = freshMemory,
  ): Promise<Episode> {
    return trimEpisode(this.#rowsNow(id, null, memory) ?? (await this.load(id)), curation.trim);
  }

  /** Files that look like episodes and cannot be read. */
  async problems(): Promise<readonly EpisodeProblem[]> {
    return (await this.#known.index.list()).problems;
  }

  /** Lines of curation.jsonl that cannot be read: what they said about episodes is not applied. */
  unreadableEdits(): Promise<number> {
    return this.#known.log.unreadable();
  }

  /** A whole episode; FailureError "not-found", "invalid-file" or "disk". */
  load(id: string): Promise<Episode> {
    return readEpisode(this.#parts.paths, id);
  }

  /**
   * The used episodes one after the other, trimmed, with these columns only, of which only the bytes are read; `ids`
   * chooses and orders. One is in memory at a time. The fast way for processes that wait for nothing else, such as the
   * trainer: small files are read at once, without giving other work a turn. With `reuse` the columns are overwritten
   * when the next episode is asked for, which is twice as fast: copy what you keep.
   */
  async *rows(
    only: readonly ColumnName[],
    ids?: readonly string[],
    { reuse = false }: { readonly reuse?: boolean } = {},
  ): AsyncGenerator<EpisodeRows, void, void> {
    const { paths } = this.#parts;
    const memory = reuse ? reusedMemory() : freshMemory;
    const all = new Map((await this.episodes()).map((episode) => [episode.id, episode]));
    const chosen = ids ?? [...all.values()].filter(({ used }) => used).map(({ id }) => id);
    for (const id of chosen) {
      const whole = this.#rowsNow(id, only, memory) ?? (await readEpisode(paths, id, only));
      const { meta, columns } = trimEpisode(whole, all.get(id)?.curation.trim ?? null);
      yield { meta, columns };
    }
  }

  /** Replays an episode; see `verifySteps`. */
  async verify(
    id: string,
    createSimulator: CreateReplaySimulator,
    onStep?: (steps: number) => void,
  ): Promise<ReplayVerdict> {
    return readBlocks(this.#parts.paths, id, (meta, blocks) => replayBlocks(meta, blocks, createSimulator, onStep));
  }

  /**
   * Makes edits that are undone as one; answers the episodes they are about. FailureError "not-found" for an episode
   * that is not there and "invalid-input" for a trim beyond its end or more than MAX_EDITS: then nothing is edited.
   */
  async edit(edits: readonly Edit[]): Promise<readonly EpisodeSummary[]> {
    const changed = await this.#apply(edits);
    const state = await this.#known.log.state();
    return [...changed]
      .sort((a, b) => a.place - b.place)
      .map(({ entry, place }) => summarise(entry.meta, entry.bytes, place, state));
  }

  /** What can be undone and redone. */
  history(): Promise<CurationHistory> {
    return this.#known.log.history();
  }

  /** Takes the latest edit back. */
  undo(): Promise<void> {
    return this.#log({ op: "undo", time: new Date().toISOString() });
  }

  /** Does again what `undo` took back. */
  redo(): Promise<void> {
    return this.#log({ op: "redo", time: new Date().toISOString() });
  }

  /** Counts used episodes, as they are trimmed. */
  async summary(): Promise<DatasetSummary> {
    const [{ episodes: all, problems }, unreadableEdits] = await Promise.all([this.#listing(), this.unreadableEdits()]);
    const used = all.filter((episode) => episode.used);
    const { id, name, createdAt } = this.info;
    return {
      id,
      name,
      path: this.path,
      createdAt,
      episodes: used.length,
      interrupted: used.filter(isInterrupted).length,
      steps: used.reduce((sum, episode) => sum + usedSteps(episode), 0),
      bytes: all.reduce((sum, episode) => sum + episode.bytes, 0),
      problem: null,
      problems: problems.length,
      unreadableEdits,
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

  async #listing(): Promise<{
    readonly episodes: readonly EpisodeSummary[];
    readonly problems: readonly EpisodeProblem[];
  }> {
    const { index, log } = this.#known;
    const [{ episodes, problems }, curation] = await Promise.all([index.list(), log.state()]);
    return { episodes: episodes.map(({ meta, bytes }, i) => summarise(meta, bytes, i, curation)), problems };
  }

  /** Null where it takes the slow way, which also says what is wrong with a file that cannot be opened. */
  #rowsNow(id: string, only: readonly ColumnName[] | null, memory: ReadMemory): Episode | null {
    const { paths } = this.#parts;
    const placed = this.#known.index.find(id);
    if (placed === null) return null;
    const { entry } = placed;
    try {
      const found = readColumnsNow(episodeFile(paths, id, EPISODE_SUFFIX), entry, only, memory);
      return found === null ? null : { meta: entry.meta, ...found };
    } catch (error) {
      if (error instanceof FailureError) throw error;
      return null;
    }
  }

  async #freeId(wanted: string | null): Promise<string | null> {
    if (wanted === null || !episodeIdSchema.safeParse(wanted).success) return null;
    const taken = await onDisk("Cannot save the episode", () =>
      exists(episodeFile(this.#parts.paths, wanted, EPISODE_SUFFIX)),
    );
    return taken ? null : wanted;
  }

  #log(entry: CurationEntry): Promise<void> {
    return this.#writer().edit(() => this.#known.log.append(entry));
  }

  /** Logs the edits as one entry; answers the episodes they are about. */
  async #apply(edits: readonly Edit[]): Promise<readonly PlacedEpisode[]> {
    this.#writer();
    if (edits.length === 0) return [];
    if (edits.length > MAX_EDITS)
      throw new FailureError(
        "invalid-input",
        `These are ${edits.length} edits; at most ${MAX_EDITS} can be made, and undone, as one.`,
        "Edit fewer episodes at once.",
      );
    const placed = await this.#place(edits);
    await this.#write(edits.map((edit) => checkEdit(edit, (id) => placed.get(id)?.entry.meta.steps ?? null)));
    return [...placed.values()];
  }

  /** Logs edits that were checked, as one entry. */
  async #write(checked: readonly Edit[]): Promise<void> {
    const time = new Date().toISOString();
    const [only] = checked;
    if (only === undefined) return;
    await this.#log(checked.length === 1 ? { ...only, time } : { op: "batch", time, edits: [...checked] });
  }

  /** The episodes of edits. The folder is looked at once; after that whoever adds an episode says so. */
  async #place(edits: readonly Edit[]): Promise<ReadonlyMap<string, PlacedEpisode>> {
    const { index } = this.#known;
    if (!this.#looked) await index.list();
    this.#looked = true;
    return new Map(
      edits.flatMap(({ episode }) => {
        const placed = index.find(episode);
        return placed === null ? [] : [[episode, placed] as const];
      }),
    );
  }
}

/** `stepsOf` answers null for an episode that is not there. */
function checkEdit(edit: Edit, stepsOf: (id: string) => number | null): Edit {
  const parsed = editSchema.safeParse(edit);
  if (!parsed.success)
    throw new FailureError(
      "invalid-input",
      `The edit is malformed: ${parsed.error.issues[0]?.message ?? "unknown"}.`,
      "Correct it.",
    );
  const steps = stepsOf(parsed.data.episode);
  if (steps === null)
    throw new FailureError(
      "not-found",
      `The dataset has no episode ${parsed.data.episode}.`,
      "Refresh the list of episodes.",
    );
  if (parsed.data.op === "trim" && (parsed.data.trim?.to ?? 0) > steps)
    throw new FailureError(
      "invalid-input",
      `The episode ${parsed.data.episode} has ${steps} steps; the trim ends at ${parsed.data.trim?.to ?? 0}.`,
      "Choose an end within the episode.",
    );
  return parsed.data;
}

function summarise(
  meta: EpisodeMeta,
  bytes: number,
  index: number,
  curations: ReadonlyMap<string, Curation>,
): EpisodeSummary {
  const curation = curations.get(meta.id) ?? UNTOUCHED;
  return {
    ...meta,
    operator: curation.operator ?? meta.operator,
    name: curation.name ?? `Episode ${index + 1}`,
    curation,
    dropped: curation.verdict === "drop",
    used: isUsed(meta, curation),
    bytes,
  };
}
