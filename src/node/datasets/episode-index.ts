import { promises as fs } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { episodeIdSchema } from "../../shared/dataset/episode-id.ts";
import { episodeMetaSchema } from "../../shared/dataset/episode.ts";
import type { EpisodeMeta } from "../../shared/dataset/episode.ts";
import { toFailure } from "../../shared/base/failure.ts";
import type { Failure } from "../../shared/base/failure.ts";
import { fromJson, toJson } from "../../shared/dataset/json-numbers.ts";
import { EPISODE_SUFFIX, idsWithSuffix } from "./dataset-paths.ts";
import type { DatasetPaths } from "./dataset-paths.ts";
import { onDisk } from "./disk-failure.ts";
import { ownFolder, readBounded, writeDurably } from "./durable-files.ts";
import { readEpisodeMeta } from "./episode-files.ts";

const entrySchema = z.object({ bytes: z.number(), modified: z.number(), meta: episodeMetaSchema });
const cacheSchema = z.object({ version: z.literal(1), episodes: z.record(episodeIdSchema, entrySchema) });
type Entry = z.infer<typeof entrySchema>;

/** About 100,000 episodes. */
const MAX_CACHE_BYTES = 256 * 1024 * 1024;

/** A file in the episodes folder that cannot be read, and why. */
export interface EpisodeProblem {
  readonly id: string;
  readonly failure: Failure;
}

/** What the episodes folder holds. */
export interface EpisodeListing {
  readonly episodes: readonly { readonly meta: EpisodeMeta; readonly bytes: number }[];
  readonly problems: readonly EpisodeProblem[];
}

/**
 * Knows the metadata of every finished episode. Files are immutable, so each is read once; what was read is kept in
 * memory and in cache/, which may be deleted at any time and is ignored where it does not fit.
 */
export class EpisodeIndex {
  readonly #paths: DatasetPaths;
  #entries: Map<string, Entry> | null = null;

  constructor(paths: DatasetPaths) {
    this.#paths = paths;
  }

  /** Looks at the folder. One unreadable file does not hide the others. */
  async list(): Promise<EpisodeListing> {
    const before = this.#entries ?? (await this.#readCache());
    const names = await onDisk("Cannot read the dataset", () => fs.readdir(this.#paths.episodes));
    const after = new Map<string, Entry>();
    const problems: EpisodeProblem[] = [];
    let fresh = 0;
    for (const id of idsWithSuffix(names, EPISODE_SUFFIX)) {
      try {
        const status = await fs.lstat(join(this.#paths.episodes, id + EPISODE_SUFFIX));
        const known = before.get(id);
        if (known !== undefined && known.bytes === status.size && known.modified === status.mtimeMs) {
          after.set(id, known);
          continue;
        }
        after.set(id, { bytes: status.size, modified: status.mtimeMs, meta: await readEpisodeMeta(this.#paths, id) });
        fresh++;
      } catch (error) {
        problems.push({ id, failure: toFailure(error) });
      }
    }
    this.#entries = after;
    if (fresh > 0 || after.size !== before.size) await this.#writeCache(after).catch(() => undefined);
    return { episodes: [...after.values()].map(({ meta, bytes }) => ({ meta, bytes })), problems };
  }

  async #readCache(): Promise<Map<string, Entry>> {
    try {
      const text = Buffer.from(await readBounded(this.#paths.index, MAX_CACHE_BYTES)).toString("utf8");
      return new Map(Object.entries(cacheSchema.parse(fromJson(text)).episodes));
    } catch {
      return new Map();
    }
  }

  async #writeCache(entries: ReadonlyMap<string, Entry>): Promise<void> {
    await fs.mkdir(this.#paths.cache, { recursive: true });
    await ownFolder(this.#paths.cache);
    await writeDurably(this.#paths.index, [Buffer.from(toJson({ version: 1, episodes: Object.fromEntries(entries) }))]);
  }
}
