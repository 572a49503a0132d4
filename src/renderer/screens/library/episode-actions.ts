import type { EpisodeSummary } from "../../../shared/dataset/episode.ts";

/** What a row of the episode table can ask for. */
export interface EpisodeActions {
  watch(episode: EpisodeSummary): void;
  beginRename(episode: string): void;
  /** null: nothing was changed */
  endRename(episode: EpisodeSummary, name: string | null): void;
  setDropped(episodes: readonly EpisodeSummary[], dropped: boolean): void;
}
