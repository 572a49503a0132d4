import { FailureError } from "../../shared/base/failure.ts";
import { joinBlocks } from "../../shared/dataset/arrow/decode-episode.ts";
import type { EpisodeBlock } from "../../shared/dataset/arrow/decode-block.ts";
import { allocateColumn, STEP_COLUMNS } from "../../shared/dataset/columns.ts";
import type { ColumnArray, ColumnName, StepColumns, StepSnapshot } from "../../shared/dataset/columns.ts";
import type { Episode, EpisodeMeta } from "../../shared/dataset/episode.ts";
import { invalidFile } from "../../shared/dataset/invalid-file.ts";
import { MAX_SHARD_STEPS } from "../../shared/dataset/shard.ts";
import { EPISODE_SUFFIX, episodeFile } from "./dataset-paths.ts";
import type { DatasetPaths } from "./dataset-paths.ts";
import { diskFailure, isMissing } from "./disk-failure.ts";
import { EpisodeReader } from "./episode-reader.ts";
import { scanJournal } from "./scan-journal.ts";

/** Opens an episode's file for `work`. FailureError "not-found", "invalid-file" or "disk". */
async function withEpisode<T>(
  paths: DatasetPaths,
  id: string,
  everything: boolean,
  work: (reader: EpisodeReader) => Promise<T>,
): Promise<T> {
  const path = episodeFile(paths, id, EPISODE_SUFFIX);
  try {
    const reader = await EpisodeReader.open(path, everything);
    try {
      checkIdentity(reader, id);
      return await work(reader);
    } finally {
      await reader.close();
    }
  } catch (error) {
    if (isMissing(error))
      throw new FailureError("not-found", `The dataset has no episode ${id}.`, "Refresh the list of episodes.", {
        cause: error,
      });
    throw diskFailure(error, `Cannot read episode ${id}`);
  }
}

function checkIdentity({ header }: EpisodeReader, id: string): void {
  const found = header.kind === "journal" ? header.start.id : header.meta.id;
  if (found !== id) throw invalidFile(`The file of episode ${id} holds episode ${found}.`);
  if (header.kind === "finished" && header.meta.steps > MAX_SHARD_STEPS)
    throw invalidFile(`Episode ${id} has ${header.meta.steps} steps; at most ${MAX_SHARD_STEPS} are read.`);
}

/**
 * Reads a finished episode; `only` reads these columns and no snapshots. The rows are in memory once.
 * FailureError "not-found", "invalid-file" or "disk".
 */
export function readEpisode(paths: DatasetPaths, id: string, only?: readonly ColumnName[]): Promise<Episode> {
  return withEpisode(paths, id, only === undefined, async (reader) => {
    const { header } = reader;
    const options = only === undefined ? {} : { only };
    if (header.kind === "journal") {
      const { meta } = await scanJournal(reader, null);
      const joined = await joinRows(meta, reader.blocks({ ...options, tolerant: true }));
      return { meta, ...joined };
    }
    return { meta: header.meta, ...(await joinRows(header.meta, reader.blocks(options))) };
  });
}

/** Copies blocks into columns of their whole length, one after the other; a single block is taken as it is. */
async function joinRows(meta: EpisodeMeta, blocks: AsyncIterable<EpisodeBlock>): Promise<Omit<Episode, "meta">> {
  const columns: { [name in ColumnName]?: ColumnArray } = {};
  const snapshots: StepSnapshot[] = [];
  let rows = 0;
  let single: StepColumns | null = null;
  for await (const block of blocks) {
    rows += block.count;
    if (rows > meta.steps) break;
    for (const snapshot of block.snapshots) snapshots.push(snapshot);
    if (block.first === 0 && block.count === meta.steps) single = joinBlocks([block]).columns;
    else copyRows(columns, block, meta.steps);
  }
  if (rows !== meta.steps)
    throw invalidFile(`Episode ${meta.id} says it has ${meta.steps} steps, but ${rows} or more are there.`);
  return { columns: single ?? columns, snapshots };
}

function copyRows(columns: { [name in ColumnName]?: ColumnArray }, block: EpisodeBlock, rows: number): void {
  for (const name of Object.keys(block.columns) as ColumnName[]) {
    const spec = STEP_COLUMNS[name];
    const whole = columns[name] ?? allocateColumn(spec, rows);
    whole.set(block.columns[name] ?? [], block.first * spec.size);
    columns[name] = whole;
  }
}

/** Reads what an episode's file says about itself, without its rows. FailureErrors as `readEpisode`. */
export function readEpisodeMeta(paths: DatasetPaths, id: string): Promise<EpisodeMeta> {
  return withEpisode(paths, id, false, async (reader) => {
    const { header } = reader;
    return header.kind === "finished" ? header.meta : (await scanJournal(reader, null)).meta;
  });
}

/** An episode's rows as blocks, one of which is in memory at a time. FailureErrors as `readEpisode`. */
export function readBlocks<T>(
  paths: DatasetPaths,
  id: string,
  work: (meta: EpisodeMeta, blocks: AsyncIterable<EpisodeBlock>) => Promise<T>,
): Promise<T> {
  return withEpisode(paths, id, true, async (reader) => {
    const { header } = reader;
    if (header.kind === "finished") return work(header.meta, wholeEpisode(header.meta, reader.blocks()));
    const { meta } = await scanJournal(reader, null);
    return work(meta, reader.blocks({ tolerant: true }));
  });
}

async function* wholeEpisode(
  { id, steps }: EpisodeMeta,
  blocks: AsyncIterable<EpisodeBlock>,
): AsyncGenerator<EpisodeBlock, void, void> {
  let rows = 0;
  for await (const block of blocks) {
    rows += block.count;
    yield block;
  }
  if (rows !== steps) throw invalidFile(`Episode ${id} says it has ${steps} steps, but ${rows} are there.`);
}
