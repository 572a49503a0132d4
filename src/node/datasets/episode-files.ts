import { promises as fs } from "node:fs";
import { FailureError } from "../../shared/base/failure.ts";
import { decodeEpisode, decodeHeader } from "../../shared/dataset/arrow/decode-episode.ts";
import { MAX_METADATA_BYTES } from "../../shared/dataset/arrow/stream-messages.ts";
import type { ColumnName } from "../../shared/dataset/columns.ts";
import type { Episode, EpisodeMeta } from "../../shared/dataset/episode.ts";
import { invalidFile } from "../../shared/dataset/invalid-file.ts";
import { EPISODE_SUFFIX, episodeFile } from "./dataset-paths.ts";
import type { DatasetPaths } from "./dataset-paths.ts";
import { diskFailure, isMissing } from "./disk-failure.ts";
import { readBounded, readStart } from "./durable-files.ts";
import { episodeOfJournal } from "./finish-episode.ts";

/** One file is read as a whole: 8 hours at 125 Hz are 2 GiB, which is also what one buffer can hold everywhere. */
export const MAX_EPISODE_BYTES = 2 ** 31 - 1;
const FIRST_READ = 32 * 1024;

/** Reads a finished episode; `only` leaves the other columns out. FailureError "not-found", "invalid-file" or "disk". */
export async function readEpisode(paths: DatasetPaths, id: string, only?: readonly ColumnName[]): Promise<Episode> {
  const path = episodeFile(paths, id, EPISODE_SUFFIX);
  try {
    return episodeFrom(await readBounded(path, MAX_EPISODE_BYTES), id, only);
  } catch (error) {
    if (isMissing(error))
      throw new FailureError("not-found", `The dataset has no episode ${id}.`, "Refresh the list of episodes.", {
        cause: error,
      });
    throw diskFailure(error, `Cannot read episode ${id}`);
  }
}

function episodeFrom(bytes: Uint8Array, id: string, only?: readonly ColumnName[]): Episode {
  const header = decodeHeader(bytes);
  if (header?.kind === "journal") {
    const episode = episodeOfJournal(decodeEpisode(bytes, { tolerant: true }), null, null);
    checkIdentity(episode.meta, id);
    return episode;
  }
  const decoded = decodeEpisode(bytes, only === undefined ? {} : { only });
  if (decoded.header.kind !== "finished") throw invalidFile("The episode has no description.");
  const { meta } = decoded.header;
  checkIdentity(meta, id);
  if (decoded.rows !== meta.steps)
    throw invalidFile(`Episode ${id} says it has ${meta.steps} steps, but ${decoded.rows} are there.`);
  return { meta, columns: decoded.columns, snapshots: decoded.snapshots };
}

function checkIdentity(meta: EpisodeMeta, id: string): void {
  if (meta.id !== id) throw invalidFile(`The file of episode ${id} holds episode ${meta.id}.`);
}

/** Reads what an episode's file says about itself, without its rows. FailureErrors as `readEpisode`. */
export async function readEpisodeMeta(paths: DatasetPaths, id: string): Promise<EpisodeMeta> {
  const path = episodeFile(paths, id, EPISODE_SUFFIX);
  try {
    const handle = await fs.open(path, "r");
    try {
      const { size } = await handle.stat();
      for (let length = FIRST_READ; ; length *= 8) {
        const start = await readStart(handle, Math.min(length, size));
        const header = decodeHeader(start);
        if (header?.kind === "journal") break;
        if (header !== null) {
          checkIdentity(header.meta, id);
          return header.meta;
        }
        if (length > 2 * MAX_METADATA_BYTES || start.length === size)
          throw invalidFile(`The file of episode ${id} stops within its header.`);
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw diskFailure(error, `Cannot read episode ${id}`);
  }
  return (await readEpisode(paths, id)).meta;
}
