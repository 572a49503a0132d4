import type { ReadEpisode } from "../../shared/export/table-episodes.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";
import { ActionRange } from "./action-range.ts";
import { checkCancelled } from "./transfer.ts";
import type { Imported, TransferOptions } from "./transfer.ts";

/** How far an import is. */
export interface ImportProgress {
  /** of the source, 0…1 */
  readonly fraction: () => number;
  /** episodes that there will be; null: not known before the end */
  readonly total: number | null;
}

function describeCopies(copies: number): string {
  const what = copies === 1 ? "1 episode was" : `${copies} episodes were`;
  return `${what} in the dataset already: added once more under ${copies === 1 ? "a new id" : "new ids"}. Drop those that you do not want twice.`;
}

/** Adds episodes to a dataset one after the other; those that are in stay when it fails or is cancelled. */
export async function addEpisodes(
  read: AsyncIterable<ReadEpisode>,
  store: DatasetStore,
  options: TransferOptions,
  { fraction, total }: ImportProgress,
): Promise<Imported> {
  let [episodes, steps, copies] = [0, 0, 0];
  const actions = new ActionRange();
  checkCancelled(options, "The import was cancelled before it began.");
  for await (const episode of read) {
    checkCancelled(options, `The import was cancelled after ${episodes} episodes.`);
    options.onProgress?.(
      Math.min(fraction(), 1),
      total === null ? `Episode ${episodes + 1}` : `Episode ${episodes + 1} of ${total}`,
    );
    const meta = await store.addEpisode(episode);
    actions.add(episode);
    episodes++;
    steps += meta.steps;
    if (episode.id !== null && episode.id !== meta.id) copies++;
  }
  options.onProgress?.(1, `${episodes} episodes`);
  const notes = [copies === 0 ? null : describeCopies(copies), actions.note()];
  return { episodes, steps, notes: notes.filter((note) => note !== null) };
}
