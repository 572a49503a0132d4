import { join } from "node:path";
import { FailureError } from "../../shared/base/failure.ts";
import { episodeIdSchema } from "../../shared/dataset/episode-id.ts";

/** Where a dataset keeps what. */
export interface DatasetPaths {
  readonly folder: string;
  readonly info: string;
  readonly episodes: string;
  readonly curation: string;
  readonly cache: string;
  readonly index: string;
  readonly lock: string;
  readonly owner: string;
}

export const EPISODE_SUFFIX = ".arrow";
export const JOURNAL_SUFFIX = ".arrow.part";
/** beside a file until it is whole */
export const UNFINISHED_SUFFIX = ".tmp";
/** a journal whose end could not be read, kept for people and later tools */
export const DAMAGED_SUFFIX = ".arrow.damaged";

export function datasetPaths(folder: string): DatasetPaths {
  return {
    folder,
    info: join(folder, "dataset.json"),
    episodes: join(folder, "episodes"),
    curation: join(folder, "curation.jsonl"),
    cache: join(folder, "cache"),
    index: join(folder, "cache", "episodes.jsonl"),
    lock: join(folder, ".writer.lock"),
    owner: join(folder, ".writer.json"),
  };
}

/** An episode's file; ids that are not ULIDs are refused, so no name can lead out of the folder. */
export function episodeFile(paths: DatasetPaths, id: string, suffix: string): string {
  if (!episodeIdSchema.safeParse(id).success) {
    throw new FailureError(
      "invalid-input",
      `"${id.slice(0, 60)}" is not an episode id.`,
      "Use an id from the episode list: 26 letters and digits.",
    );
  }
  return join(paths.episodes, id + suffix);
}

/** The ids of a folder's entries with this suffix, in the order of their making. */
export function idsWithSuffix(names: readonly string[], suffix: string): readonly string[] {
  return names
    .filter((name) => name.endsWith(suffix))
    .map((name) => name.slice(0, -suffix.length))
    .filter((id) => episodeIdSchema.safeParse(id).success)
    .sort();
}
