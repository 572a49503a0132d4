import { createStore } from "zustand/vanilla";
import type { StoreApi } from "zustand/vanilla";
import type { EpisodeTrace } from "../../shared/dataset/dataset-statistics.ts";
import type { Bridge } from "../../shared/ipc/bridge.ts";
import { MAX_TRACES } from "../../shared/ipc/contract.ts";

/** Traces of the episodes that were in sight, by episode. Episodes are immutable, so a trace never ages. */
export interface TracesState {
  readonly byEpisode: ReadonlyMap<string, EpisodeTrace>;
  /** asks for those not known yet; one whose file cannot be read stays without a trace */
  want(dataset: string, episodes: readonly string[]): Promise<void>;
}

/** Traces kept: 0.5 kB each. */
const KEPT = 20_000;

export function createTracesStore(bridge: Bridge): StoreApi<TracesState> {
  return createStore<TracesState>()((set, get) => {
    const asked = new Set<string>();

    const fetch = async (dataset: string, episodes: readonly string[]): Promise<void> => {
      episodes.forEach((episode) => asked.add(episode));
      const result = await bridge.invoke("datasets/traces", { dataset, episodes: [...episodes] });
      if (!result.ok) return episodes.forEach((episode) => asked.delete(episode));
      const full = get().byEpisode.size > KEPT;
      if (full) asked.clear();
      const kept = new Map(full ? [] : get().byEpisode);
      for (const trace of result.value) kept.set(trace.id, trace);
      set({ byEpisode: kept });
    };

    return {
      byEpisode: new Map(),
      want: async (dataset, episodes) => {
        const known = get().byEpisode;
        const missing = episodes.filter((episode) => !known.has(episode) && !asked.has(episode));
        for (let first = 0; first < missing.length; first += MAX_TRACES)
          await fetch(dataset, missing.slice(first, first + MAX_TRACES));
      },
    };
  });
}
