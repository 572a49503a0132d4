import type { Episode, EpisodeSummary } from "../../shared/dataset/episode.ts";
import { checkCancelled, EXPORT_CANCELLED } from "./transfer.ts";
import type { ExportSource, TransferOptions } from "./transfer.ts";

/** An episode to write, and its number in the export. */
export interface UsedEpisode {
  readonly index: number;
  readonly summary: EpisodeSummary;
  /** trimmed */
  readonly episode: Episode;
}

/** The episodes of an export in their order, one at a time, with progress; FailureError "cancelled" between any two. */
export async function* eachUsed(
  store: ExportSource,
  used: readonly EpisodeSummary[],
  options: TransferOptions,
): AsyncGenerator<UsedEpisode, void, void> {
  for (const [index, summary] of used.entries()) {
    checkCancelled(options, EXPORT_CANCELLED);
    options.onProgress?.(index / used.length, `Episode ${index + 1} of ${used.length}`);
    yield { index, summary, episode: await store.loadUsed(summary) };
  }
}
