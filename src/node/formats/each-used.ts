import { setImmediate } from "node:timers/promises";
import type { Episode, EpisodeSummary } from "../../shared/dataset/episode.ts";
import { freshMemory, reusedMemory } from "../datasets/read-columns-now.ts";
import { checkCancelled, EXPORT_CANCELLED } from "./transfer.ts";
import type { ExportSource, TransferOptions } from "./transfer.ts";

/** An episode to write, and its number in the export. */
export interface UsedEpisode {
  readonly index: number;
  readonly summary: EpisodeSummary;
  /** trimmed */
  readonly episode: Episode;
}

/**
 * The episodes of an export in their order, one at a time, with progress; FailureError "cancelled" between any two. With
 * `reuse` an episode's columns and snapshots are overwritten when the next one is asked for, which spares the collector half of its work.
 */
export async function* eachUsed(
  store: ExportSource,
  used: readonly EpisodeSummary[],
  options: TransferOptions,
  { reuse }: { readonly reuse: boolean },
): AsyncGenerator<UsedEpisode, void, void> {
  const memory = reuse ? reusedMemory() : freshMemory;
  for (const [index, summary] of used.entries()) {
    // small episodes are read and written without a wait: whoever wants to cancel gets a turn
    await setImmediate();
    checkCancelled(options, EXPORT_CANCELLED);
    options.onProgress?.(index / used.length, `Episode ${index + 1} of ${used.length}`);
    yield { index, summary, episode: await store.loadUsed(summary, memory) };
  }
}
