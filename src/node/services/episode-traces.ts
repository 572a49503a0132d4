import { FailureError } from "../../shared/base/failure.ts";
import type { EpisodeTrace } from "../../shared/dataset/dataset-statistics.ts";
import { traceEpisode } from "../../shared/dataset/statistics/episode-trace.ts";
import { datasetPaths } from "../datasets/dataset-paths.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";
import { readEpisode } from "../datasets/episode-files.ts";
import { createInTurn } from "./in-turn.ts";
import { readTraceCache, writeTraceCache } from "./trace-cache.ts";
import type { CachedTrace } from "./trace-cache.ts";

/** Datasets whose traces are held in memory: 0.5 MB per 1000 episodes. */
const REMEMBERED = 8;

/** Answers the traces of whole episodes, in the order asked for, without those that are not there or cannot be read. */
export type EpisodeTraces = (store: DatasetStore, ids: readonly string[]) => Promise<readonly EpisodeTrace[]>;

/** Traces are made once per episode, because files never change, and kept in memory and in the dataset's cache/. */
export function createEpisodeTraces(): EpisodeTraces {
  const datasets = new Map<string, Map<string, CachedTrace>>();
  /** one request of a dataset after the other, so that none makes what another is making */
  const inTurn = createInTurn();

  const known = async (path: string): Promise<Map<string, CachedTrace>> => {
    const traces = datasets.get(path) ?? (await readTraceCache(path));
    datasets.delete(path);
    datasets.set(path, traces);
    for (const oldest of [...datasets.keys()].slice(0, Math.max(0, datasets.size - REMEMBERED)))
      datasets.delete(oldest);
    return traces;
  };

  const answer = async (store: DatasetStore, ids: readonly string[]): Promise<readonly EpisodeTrace[]> => {
    const traces = await known(store.path);
    const sizes = new Map((await store.episodes()).map(({ id, bytes }) => [id, bytes]));
    const wanted = ids.flatMap((id) => {
      const bytes = sizes.get(id);
      return bytes === undefined ? [] : [{ id, bytes }];
    });
    let made = 0;
    for (const { id, bytes } of wanted) {
      if (traces.get(id)?.bytes === bytes) continue;
      const trace = await readTrace(store.path, id);
      if (trace === null) continue;
      traces.set(id, { bytes, trace });
      made++;
    }
    if (made > 0) await writeTraceCache(store.path, traces);
    return wanted.flatMap(({ id, bytes }) => {
      const found = traces.get(id);
      return found?.bytes === bytes ? [found.trace] : [];
    });
  };

  return (store, ids) => inTurn(store.path, () => answer(store, ids));
}

async function readTrace(path: string, id: string): Promise<EpisodeTrace | null> {
  try {
    const { columns } = await readEpisode(datasetPaths(path), id, ["observation"]);
    return traceEpisode(id, columns.observation ?? []);
  } catch (error) {
    if (error instanceof FailureError) return null;
    throw error;
  }
}
