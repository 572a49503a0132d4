import type { Edit } from "../../../shared/dataset/curation.ts";
import type { EpisodeSummary } from "../../../shared/dataset/episode.ts";

/** What the table and the inspector can ask for. Every edit is one step of the history. */
export interface EpisodeActions {
  watch(episode: EpisodeSummary): void;
  beginRename(episode: string): void;
  /** null: nothing was changed */
  endRename(episode: EpisodeSummary, name: string | null): void;
  /** `said` is shown with a way to undo; null where the change shows where it was made */
  edit(edits: readonly Edit[], said?: string | null): Promise<void>;
  setDropped(episodes: readonly EpisodeSummary[], dropped: boolean): void;
  undo(): void;
  redo(): void;
}
