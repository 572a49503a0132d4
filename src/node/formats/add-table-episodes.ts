import { cutEpisodes } from "../../shared/export/cut-episodes.ts";
import type { RowChunk } from "../../shared/export/cut-episodes.ts";
import { foreignEpisode, nativeEpisode } from "../../shared/export/table-episodes.ts";
import type { EpisodeExtras, ReadEpisode, TableEpisode } from "../../shared/export/table-episodes.ts";
import type { Curation } from "../../shared/dataset/curation.ts";
import { invalidFile } from "../../shared/dataset/invalid-file.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";
import { addEpisodes } from "./add-episodes.ts";
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
  let unknown = 0;
  async function* read(): AsyncGenerator<ReadEpisode, void, void> {
    for await (const cut of cutEpisodes(table.chunks)) {
      const episode = table.native && table.complete !== undefined ? await table.complete(cut) : cut;
      const extras = table.native ? table.extras(episode) : null;
      if (extras === null && (table.native || !table.next)) unknown++;
      yield table.native ? nativeEpisode(episode, extras, table.curation?.(episode)) : foreignEpisode(episode);
    }
  }
  const imported = await addEpisodes(read(), store, options, { fraction: table.progress, total: null });
  if (imported.episodes === 0 && !table.native) throw invalidFile("The table has no steps.");
  return unknown === 0 ? imported : { ...imported, notes: [...imported.notes, LAST_OBSERVATION] };
}
