import { promises as fs } from "node:fs";
import { FailureError } from "../../shared/base/failure.ts";
import { decodeEpisode } from "../../shared/dataset/arrow/decode-episode.ts";
import type { DecodedEpisode } from "../../shared/dataset/arrow/decode-episode.ts";
import { encodeEpisode } from "../../shared/dataset/arrow/encode-whole.ts";
import { OBSERVATION_SIZE } from "../../shared/base/specs.ts";
import { describeEpisode } from "../../shared/dataset/end-of-episode.ts";
import type { Episode, EpisodeEnd, EpisodeMeta } from "../../shared/dataset/episode.ts";
import { invalidFile } from "../../shared/dataset/invalid-file.ts";
import { replaysOf, verifySteps } from "../../shared/dataset/verify.ts";
import type { CreateReplaySimulator, ReplayVerdict } from "../../shared/dataset/verify.ts";
import { episodeFile, EPISODE_SUFFIX, JOURNAL_SUFFIX } from "./dataset-paths.ts";
import type { DatasetPaths } from "./dataset-paths.ts";
import { writeDurably } from "./durable-files.ts";

/** Replays an episode, letting other work in after every second of simulated time. */
export async function verifyInSlices(
  episode: Episode,
  create: CreateReplaySimulator,
  onStep?: (steps: number) => void,
): Promise<ReplayVerdict> {
  const steps = verifySteps(episode, create);
  for (;;) {
    const item = steps.next();
    if (item.done === true) return item.value;
    onStep?.(item.value);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** What cannot be replayed is saved all the same. */
export async function checkReplay(episode: Episode, create: CreateReplaySimulator): Promise<boolean | null> {
  try {
    return replaysOf(await verifyInSlices(episode, create));
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    return false;
  }
}

/** The observation after the last step; where a journal does not say, the last step's own. */
function finalObservationOf(decoded: DecodedEpisode): ArrayLike<number> {
  return decoded.nextObservation ?? decoded.columns.observation?.slice(-OBSERVATION_SIZE) ?? [];
}

/** An episode from a journal's rows; without an `end`, as recovered. */
export function episodeOfJournal(decoded: DecodedEpisode, end: EpisodeEnd | null, replays: boolean | null): Episode {
  if (decoded.header.kind !== "journal") throw invalidFile("The journal is a finished episode.");
  const finalObservation = finalObservationOf(decoded);
  const { columns, rows, snapshots } = decoded;
  return {
    meta: describeEpisode({ start: decoded.header.start, columns, rows, finalObservation, end, replays }),
    columns,
    snapshots,
  };
}

/** Writes a finished episode in its place. */
export async function writeEpisode(paths: DatasetPaths, episode: Episode): Promise<EpisodeMeta> {
  await writeDurably(episodeFile(paths, episode.meta.id, EPISODE_SUFFIX), encodeEpisode(episode));
  return episode.meta;
}

/**
 * Turns a journal's bytes into a finished episode's file, checked by replaying it. Where the disk has no room for that
 * file, the journal itself takes its place: readers understand it, as an episode that was recovered.
 */
export async function finishJournal(
  paths: DatasetPaths,
  id: string,
  journal: Uint8Array,
  end: EpisodeEnd | null,
  create: CreateReplaySimulator | null,
): Promise<EpisodeMeta> {
  const decoded = decodeEpisode(journal, { tolerant: true });
  const unchecked = episodeOfJournal(decoded, end, null);
  const replays = create === null ? null : await checkReplay(unchecked, create);
  try {
    return await writeEpisode(paths, { ...unchecked, meta: { ...unchecked.meta, replays } });
  } catch (error) {
    try {
      await fs.rename(episodeFile(paths, id, JOURNAL_SUFFIX), episodeFile(paths, id, EPISODE_SUFFIX));
    } catch {
      throw error;
    }
    return episodeOfJournal(decoded, null, null).meta;
  }
}
