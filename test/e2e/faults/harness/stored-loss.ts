import { expect } from "vitest";
import { openDataset } from "../../../../src/node/datasets/open-dataset.ts";
import type { EpisodeSummary } from "../../../../src/shared/dataset/episode.ts";

/** A dataset looked at after every kill: what was there must be there still, bit for bit, and one episode may be new. */
export interface WatchedDataset {
  /** the new episode, if there is one, read whole; the others are checked */
  look(): Promise<EpisodeSummary | null>;
  readonly episodes: number;
}

export function watchDataset(path: string): WatchedDataset {
  const known = new Map<string, string>();
  return {
    get episodes(): number {
      return known.size;
    },
    async look() {
      const store = await openDataset(path, { mode: "read" });
      const episodes = await store.episodes();
      expect(await store.problems()).toEqual([]);
      const ids = new Set(episodes.map(({ id }) => id));
      expect([...known.keys()].filter((id) => !ids.has(id))).toEqual([]);
      let fresh: EpisodeSummary | null = null;
      for (const episode of episodes) {
        const { columns, meta } = await store.load(episode.id);
        const said = JSON.stringify([meta, columns.observation?.at(-1), columns.action?.at(-1)]);
        if (known.has(episode.id)) {
          expect(said).toBe(known.get(episode.id));
          continue;
        }
        expect(fresh).toBeNull();
        expect(columns.step?.length).toBe(episode.steps);
        fresh = episode;
        known.set(episode.id, said);
      }
      return fresh;
    },
  };
}
