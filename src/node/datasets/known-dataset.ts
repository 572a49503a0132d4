import { CurationLog } from "./curation-log.ts";
import type { DatasetPaths } from "./dataset-paths.ts";
import { EpisodeIndex } from "./episode-index.ts";

/** What this process knows of a dataset, whichever of its stores learned it. */
export interface KnownDataset {
  readonly index: EpisodeIndex;
  readonly log: CurationLog;
}

/** Datasets that are remembered, the latest used last; about 2 KB an episode. */
const MAX_KNOWN = 64;
const known = new Map<string, KnownDataset>();

/** The memory of a dataset folder. Whether it still holds is asked of the disk each time it is used. */
export function knownDataset(paths: DatasetPaths): KnownDataset {
  const found = known.get(paths.folder) ?? { index: new EpisodeIndex(paths), log: new CurationLog(paths) };
  known.delete(paths.folder);
  known.set(paths.folder, found);
  for (const folder of known.keys()) {
    if (known.size <= MAX_KNOWN) break;
    known.delete(folder);
  }
  return found;
}
