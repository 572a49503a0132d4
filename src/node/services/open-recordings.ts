import { randomUUID } from "node:crypto";
import { FailureError } from "../../shared/base/failure.ts";
import type { StepBatch } from "../../shared/dataset/columns.ts";
import type { EpisodeEnd, EpisodeStart, EpisodeSummary } from "../../shared/dataset/episode.ts";
import type { HostEvent } from "../../shared/ipc/contract.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";
import type { Recording } from "../datasets/recording.ts";
import { continueEpisode } from "../datasets/continue-episode.ts";
import type { HomeDatasets } from "./home-datasets.ts";

interface OpenRecording {
  readonly clientId: string;
  readonly dataset: string;
  readonly store: DatasetStore;
  readonly recording: Recording;
}

/** The recordings of every page. A page reaches its own only, and they end when it vanishes. */
export interface OpenRecordings {
  begin(
    clientId: string,
    dataset: string,
    start: EpisodeStart,
    continues: boolean,
  ): Promise<{ readonly recording: string; readonly episode: string }>;
  /** resolves when the rows are on the disk; batches are written in the order of the calls */
  append(clientId: string, id: string, batch: StepBatch): Promise<{ readonly steps: number }>;
  finish(clientId: string, id: string, end: EpisodeEnd): Promise<EpisodeSummary>;
  discard(clientId: string, id: string): Promise<null>;
  /** finishes what a page left open as "interrupted"; a recording without a row is thrown away */
  abandon(clientId: string): Promise<void>;
  /** the same for every page; also waits for what is being finished or discarded */
  close(): Promise<void>;
}

export function createOpenRecordings(datasets: HomeDatasets, emit: (event: HostEvent) => void): OpenRecordings {
  const recordings = new Map<string, OpenRecording>();
  const openings = new Set<{ readonly clientId: string; readonly done: Promise<unknown> }>();
  /** off the list already, but not yet on the disk as episodes */
  const endings = new Set<Promise<unknown>>();

  const find = (clientId: string, id: string): OpenRecording => {
    const found = recordings.get(id);
    // Another page's recording is answered like one that is not there: its id is nobody else's business.
    if (found === undefined || found.clientId !== clientId) {
      throw new FailureError(
        "not-found",
        "The recording is not open any more.",
        "What was saved of it is in the Library; start a new recording.",
      );
    }
    return found;
  };

  const open = async (
    clientId: string,
    dataset: string,
    start: EpisodeStart,
    continues: boolean,
  ): Promise<{ recording: string; episode: string }> => {
    const store = await datasets.open(dataset);
    try {
      const recording = continues ? await continueEpisode(store, start) : await store.begin(start);
      const id = randomUUID();
      recordings.set(id, { clientId, dataset, store, recording });
      return { recording: id, episode: recording.episodeId };
    } catch (error) {
      await store.close();
      throw error;
    }
  };

  /** Takes the recording off the list, lets `work` end it, and gives the dataset back whatever came of that. */
  const end = async <T>(id: string, found: OpenRecording, work: () => Promise<T>): Promise<T> => {
    recordings.delete(id);
    const ending = work().finally(() => found.store.close());
    endings.add(ending);
    try {
      return await ending;
    } finally {
      endings.delete(ending);
      emit({ type: "episodes-changed", dataset: found.dataset });
    }
  };

  const interrupt = (id: string, found: OpenRecording): Promise<unknown> =>
    end(id, found, async () => {
      // Appends that are under way count too: the recording does its calls in order, and so knows its rows only then.
      await found.recording.finish({ cause: "interrupted", health: null }).catch((error: unknown) => {
        if (!(error instanceof FailureError) || error.failure.kind !== "invalid-input") throw error;
      });
    });

  const abandon = async (isTheirs: (clientId: string) => boolean): Promise<void> => {
    await Promise.allSettled([...openings].filter((opening) => isTheirs(opening.clientId)).map(({ done }) => done));
    const theirs = [...recordings].filter(([, found]) => isTheirs(found.clientId));
    const results = await Promise.allSettled(theirs.map(([id, found]) => interrupt(id, found)));
    for (const result of results) {
      if (result.status === "rejected" && result.reason instanceof FailureError)
        emit({ type: "problem", failure: result.reason.failure });
    }
  };

  return {
    begin: async (clientId, dataset, start, continues) => {
      const opening = { clientId, done: open(clientId, dataset, start, continues) };
      openings.add(opening);
      try {
        return await opening.done;
      } finally {
        openings.delete(opening);
      }
    },
    append: async (clientId, id, batch) => {
      const { recording } = find(clientId, id);
      await recording.append(batch);
      return { steps: recording.steps };
    },
    finish: (clientId, id, episodeEnd) => {
      const found = find(clientId, id);
      return end(id, found, async () => found.store.episode((await found.recording.finish(episodeEnd)).id));
    },
    discard: (clientId, id) => {
      const found = find(clientId, id);
      return end(id, found, async () => {
        await found.recording.discard();
        return null;
      });
    },
    abandon: (clientId) => abandon((other) => other === clientId),
    close: async () => {
      await abandon(() => true);
      await Promise.allSettled(endings);
    },
  };
}
