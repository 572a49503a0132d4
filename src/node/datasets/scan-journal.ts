import { FailureError } from "../../shared/base/failure.ts";
import type { EpisodeBlock } from "../../shared/dataset/arrow/decode-block.ts";
import type { LostTail } from "../../shared/dataset/arrow/decode-episode.ts";
import { OBSERVATION_SIZE } from "../../shared/base/specs.ts";
import { addRows, describeTotals, NO_ROWS } from "../../shared/dataset/end-of-episode.ts";
import type { EpisodeEnd, EpisodeMeta } from "../../shared/dataset/episode.ts";
import { invalidFile } from "../../shared/dataset/invalid-file.ts";
import { ReplayCheck, replaysOf } from "../../shared/dataset/verify.ts";
import type { CreateReplaySimulator, ReplayVerdict } from "../../shared/dataset/verify.ts";
import type { EpisodeReader } from "./episode-reader.ts";

/** Runs the replay of one block, letting other work in after every second of simulated time. */
async function replayBlock(check: ReplayCheck, block: EpisodeBlock, onStep?: (steps: number) => void): Promise<void> {
  for (const steps of check.block(block)) {
    onStep?.(steps);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Replays an episode block by block. */
export async function replayBlocks(
  meta: EpisodeMeta,
  blocks: AsyncIterable<EpisodeBlock>,
  create: CreateReplaySimulator,
  onStep?: (steps: number) => void,
): Promise<ReplayVerdict> {
  const check = new ReplayCheck(meta, create);
  for await (const block of blocks) if (!check.decided) await replayBlock(check, block, onStep);
  return check.end(meta.steps, meta.finalObservation);
}

/** What a journal says. */
export interface ScannedJournal {
  readonly meta: EpisodeMeta;
  readonly lost: LostTail | null;
}

/** What is done with a journal's rows besides counting them. */
export interface ScanOptions {
  /** replays them, so that `replays` can say whether they do */
  readonly create: CreateReplaySimulator | null;
}

/** Reads a journal once: its metadata as an episode; without an `end`, as recovered. */
export async function scanJournal(
  reader: EpisodeReader,
  end: EpisodeEnd | null,
  { create }: ScanOptions = { create: null },
): Promise<ScannedJournal> {
  const { header } = reader;
  if (header.kind !== "journal") throw invalidFile("The journal is a finished episode.");
  const { start } = header;
  let check = create === null ? null : new ReplayCheck(start, create);
  let broken = false;
  let totals = NO_ROWS;
  // where a journal does not say, the last step's own
  let finalObservation: ArrayLike<number> = [];
  for await (const block of reader.blocks({ tolerant: true })) {
    totals = addRows(totals, block.columns, block.count);
    finalObservation = block.nextObservation ?? block.columns.observation?.slice(-OBSERVATION_SIZE) ?? [];
    if (check === null) continue;
    try {
      await replayBlock(check, block);
    } catch (error) {
      // What cannot be replayed is saved all the same.
      if (!(error instanceof FailureError)) throw error;
      broken = true;
      check = null;
    }
  }
  const verdict = check === null || totals.rows === 0 ? null : check.end(totals.rows, finalObservation);
  const replays = broken ? false : verdict === null ? null : replaysOf(verdict);
  return { meta: describeTotals({ start, totals, finalObservation, end, replays }), lost: reader.lost };
}
