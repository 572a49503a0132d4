import { promises as fs } from "node:fs";
import { join } from "node:path";
import type { EpisodeMeta } from "../../shared/dataset/episode.ts";
import { toFailure } from "../../shared/base/failure.ts";
import type { Failure } from "../../shared/base/failure.ts";
import { EPISODE_SUFFIX, idsWithSuffix } from "./dataset-paths.ts";
import type { DatasetPaths } from "./dataset-paths.ts";
import { onDisk } from "./disk-failure.ts";
import { inParallel } from "./in-parallel.ts";
import { readEpisodeMeta } from "./episode-files.ts";
import { readIndexCache, writeIndexCache } from "./index-cache.ts";
import type { IndexEntry } from "./index-cache.ts";

/** A file in the episodes folder that cannot be read, and why. */
export interface EpisodeProblem {
  readonly id: string;
  readonly failure: Failure;
}

/** What the episodes folder holds. */
export interface EpisodeListing {
  /** in the order of their making, which is that of their ids */
  readonly episodes: readonly IndexEntry[];
  readonly problems: readonly EpisodeProblem[];
}

/** An episode and its place among the others. */
export interface PlacedEpisode {
  readonly entry: IndexEntry;
  readonly place: number;
}

type Look = { readonly entry: IndexEntry; readonly fresh: boolean } | { readonly problem: EpisodeProblem };

/**
 * Knows the metadata of every finished episode. Files are immutable, so each is read once; what was read is kept in
 * memory and in cache/, which may be deleted at any time and is ignored where it does not fit.
 */
export class EpisodeIndex {
  readonly #paths: DatasetPaths;
  #known = new Map<string, IndexEntry>();
  /** sorted ids of #known */
  #ids: string[] = [];
  /** what cache/ holds; null before it was read */
  #cached: Map<string, IndexEntry> | null = null;
  /** came while the folder was looked at: the look may have missed them */
  readonly #added = new Map<string, IndexEntry>();
  #running: Promise<EpisodeListing> | null = null;
  #next: Promise<EpisodeListing> | null = null;

  constructor(paths: DatasetPaths) {
    this.#paths = paths;
  }

  /** Looks at the folder. One unreadable file does not hide the others. Calls that wait share a look. */
  list(): Promise<EpisodeListing> {
    if (this.#running === null) return this.#start();
    // One that has begun may have missed what is there by now.
    this.#next ??= this.#running.then(
      () => this.#start(),
      () => this.#start(),
    );
    return this.#next;
  }

  /** An episode of those known so far, without a look at the folder. */
  find(id: string): PlacedEpisode | null {
    const entry = this.#known.get(id);
    return entry === undefined ? null : { entry, place: this.#placeOf(id) };
  }

  /** Takes a new episode in, so that nobody has to look for it. */
  async add(meta: EpisodeMeta): Promise<void> {
    const status = await fs.lstat(join(this.#paths.episodes, meta.id + EPISODE_SUFFIX));
    const entry = { bytes: status.size, modified: status.mtimeMs, meta };
    this.#take(entry);
    if (this.#running !== null) this.#added.set(meta.id, entry);
  }

  #take(entry: IndexEntry): void {
    const { id } = entry.meta;
    const place = this.#placeOf(id);
    if (this.#ids[place] !== id) this.#ids.splice(place, 0, id);
    this.#known.set(id, entry);
  }

  #start(): Promise<EpisodeListing> {
    this.#next = null;
    this.#added.clear();
    const running = this.#look().finally(() => {
      if (this.#running === running) this.#running = null;
    });
    this.#running = running;
    return running;
  }

  async #look(): Promise<EpisodeListing> {
    this.#cached ??= await readIndexCache(this.#paths);
    const cached = this.#cached;
    const names = await onDisk("Cannot read the dataset", () => fs.readdir(this.#paths.episodes));
    const found = await inParallel(idsWithSuffix(names, EPISODE_SUFFIX), (id) => this.#lookAt(id, cached));
    const entries: IndexEntry[] = [];
    const problems: EpisodeProblem[] = [];
    for (const look of found) {
      if ("problem" in look) problems.push(look.problem);
      else entries.push(look.entry);
    }
    this.#known = new Map(entries.map((entry) => [entry.meta.id, entry]));
    this.#ids = entries.map(({ meta }) => meta.id);
    for (const [id, entry] of this.#added) if (!this.#known.has(id)) this.#take(entry);
    this.#cached = await writeIndexCache(this.#paths, cached, this.#known).catch(() => cached);
    return { episodes: entries, problems };
  }

  async #lookAt(id: string, cached: ReadonlyMap<string, IndexEntry>): Promise<Look> {
    try {
      const status = await fs.lstat(join(this.#paths.episodes, id + EPISODE_SUFFIX));
      const same = (entry: IndexEntry | undefined): entry is IndexEntry =>
        entry !== undefined && entry.bytes === status.size && entry.modified === status.mtimeMs;
      const known = this.#known.get(id) ?? cached.get(id);
      if (same(known)) return { entry: known, fresh: false };
      const meta = await readEpisodeMeta(this.#paths, id);
      return { entry: { bytes: status.size, modified: status.mtimeMs, meta }, fresh: true };
    } catch (error) {
      return { problem: { id, failure: toFailure(error) } };
    }
  }

  /** where `id` is, or would be, among the sorted ids */
  #placeOf(id: string): number {
    let low = 0;
    let high = this.#ids.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ids[middle] ?? "") < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
