import { cutEpisodes } from "../../shared/export/cut-episodes.ts";
import type { RowChunk } from "../../shared/export/cut-episodes.ts";
import { foreignEpisode, nativeEpisode } from "../../shared/export/table-episodes.ts";
import type { EpisodeExtras, TableEpisode } from "../../shared/export/table-episodes.ts";
import type { Curation } from "../../shared/dataset/curation.ts";
import { invalidFile } from "../../shared/dataset/invalid-file.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";
import { checkCancelled } from "./transfer.ts";
import type { Imported, TransferOptions } from "./transfer.ts";

/** A table of steps that is being read. */
export interface StepTable {
  readonly chunks: AsyncIterable<RowChunk>;
  /** it has our own columns */
  readonly native: boolean;
  /** whether it says what was observed after the last step */
  readonly next: boolean;
  /** how far reading is, 0…1 */
  readonly progress: () => number;
  /** what is said about an episode beside its rows; null: nothing */
  readonly extras: (episode: TableEpisode) => EpisodeExtras | null;
  /** what is said about an episode of which no more is known */
  readonly curation?: (episode: TableEpisode) => Partial<Curation>;
  /** adds what is kept elsewhere to an episode of ours */
  readonly complete?: (episode: TableEpisode) => Promise<TableEpisode>;
}

const LAST_OBSERVATION = "The observation after the last step is not in the file: the last one stands for it.";

/** Adds the episodes of a table to a dataset, one after the other. */
export async function addTableEpisodes(
  table: StepTable,
  store: DatasetStore,
  options: TransferOptions,
): Promise<Imported> {
  let episodes = 0;
  let steps = 0;
  let unknown = 0;
  checkCancelled(options, "The import was cancelled before it began.");
  for await (const cut of cutEpisodes(table.chunks)) {
    checkCancelled(options, `The import was cancelled after ${episodes} episodes.`);
    options.onProgress?.(Math.min(table.progress(), 1), `Episode ${episodes + 1}`);
    const episode = table.native && table.complete !== undefined ? await table.complete(cut) : cut;
    const extras = table.native ? table.extras(episode) : null;
    if (extras === null && (table.native || !table.next)) unknown++;
    const meta = await store.addEpisode(
      table.native ? nativeEpisode(episode, extras, table.curation?.(episode)) : foreignEpisode(episode),
    );
    episodes++;
    steps += meta.steps;
  }
  if (episodes === 0 && !table.native) throw invalidFile("The table has no steps.");
  options.onProgress?.(1, `${episodes} episodes`);
  return { episodes, steps, notes: unknown === 0 ? [] : [LAST_OBSERVATION] };
}
