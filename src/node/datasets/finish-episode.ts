import { promises as fs } from "node:fs";
import { FailureError } from "../../shared/base/failure.ts";
import type { EpisodeBlock } from "../../shared/dataset/arrow/decode-block.ts";
import { joinBlocks } from "../../shared/dataset/arrow/decode-episode.ts";
import { EpisodeEncoder, STREAM_END } from "../../shared/dataset/arrow/encode-episode.ts";
import { encodeEpisode, ROWS_PER_BATCH } from "../../shared/dataset/arrow/encode-whole.ts";
import { headerToMetadata } from "../../shared/dataset/episode-header.ts";
import { markEnd } from "../../shared/dataset/end-of-episode.ts";
import type { Episode, EpisodeEnd, EpisodeMeta } from "../../shared/dataset/episode.ts";
import { replaysOf, verifySteps } from "../../shared/dataset/verify.ts";
import type { CreateReplaySimulator } from "../../shared/dataset/verify.ts";
import { episodeFile, EPISODE_SUFFIX, JOURNAL_SUFFIX } from "./dataset-paths.ts";
import type { DatasetPaths } from "./dataset-paths.ts";
import { syncFolder, writeDurably } from "./durable-files.ts";
import type { EpisodeReader } from "./episode-reader.ts";
import { fastCrc32 } from "./fast-crc32.ts";
import { scanJournal } from "./scan-journal.ts";
import type { ScannedJournal } from "./scan-journal.ts";

/** Replays an episode that is in memory, letting other work in. What cannot be replayed is saved all the same. */
export async function checkReplay(episode: Episode, create: CreateReplaySimulator): Promise<boolean | null> {
  try {
    const steps = verifySteps(episode, create);
    for (;;) {
      const item = steps.next();
      if (item.done === true) return replaysOf(item.value);
      await new Promise((resolve) => setImmediate(resolve));
    }
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    return false;
  }
}

/** Writes a finished episode in its place. */
export async function writeEpisode(paths: DatasetPaths, episode: Episode): Promise<EpisodeMeta> {
  await writeDurably(episodeFile(paths, episode.meta.id, EPISODE_SUFFIX), encodeEpisode(episode, fastCrc32));
  return episode.meta;
}

/** The episode's file from its journal, with larger batches; its last row is marked as the end. */
async function* encodeJournal(reader: EpisodeReader, meta: EpisodeMeta): AsyncGenerator<Uint8Array, void, void> {
  const encoder = new EpisodeEncoder(reader.names, headerToMetadata({ kind: "finished", meta }), false, fastCrc32);
  yield encoder.header();
  let blocks: EpisodeBlock[] = [];
  let rows = 0;
  const take = (): Uint8Array => {
    const first = blocks[0]?.first ?? 0;
    // Blocks are joined as if they began the episode; their snapshots keep their steps.
    const joined = joinBlocks(blocks.map((block) => ({ ...block, first: block.first - first })));
    blocks = [];
    const isLast = first + joined.rows === meta.steps;
    return encoder.batch({
      first,
      count: joined.rows,
      columns: isLast ? markEnd(joined.columns, joined.rows, meta) : joined.columns,
      snapshots: joined.snapshots,
      finalObservation: new Float64Array(0),
    });
  };
  for await (const block of reader.blocks({ tolerant: true })) {
    blocks.push(block);
    rows += block.count;
    if (block.first + block.count - (blocks[0]?.first ?? 0) >= ROWS_PER_BATCH) yield take();
  }
  if (blocks.length > 0) yield take();
  if (rows !== meta.steps) throw new Error(`the journal of ${meta.id} had ${meta.steps} steps, now ${rows}`);
  yield STREAM_END;
}

/**
 * Turns a journal into a finished episode's file, checked by replaying it; a batch of rows is in memory at a time. Where
 * that file cannot be written, for instance because the disk is full, the journal itself takes its place: readers
 * understand it, as an episode that was recovered.
 */
export async function finishJournal(
  paths: DatasetPaths,
  id: string,
  reader: EpisodeReader,
  end: EpisodeEnd | null,
  create: CreateReplaySimulator | null,
): Promise<ScannedJournal> {
  const scanned = await scanJournal(reader, end, { create });
  if (scanned.meta.steps === 0) return scanned;
  try {
    await writeDurably(episodeFile(paths, id, EPISODE_SUFFIX), encodeJournal(reader, scanned.meta));
    return scanned;
  } catch (error) {
    try {
      await fs.rename(episodeFile(paths, id, JOURNAL_SUFFIX), episodeFile(paths, id, EPISODE_SUFFIX));
      await syncFolder(paths.episodes);
    } catch {
      throw error;
    }
    return { ...scanned, meta: (await scanJournal(reader, null)).meta };
  }
}
