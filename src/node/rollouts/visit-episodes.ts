import { driveEpisodes } from "./drive-episodes.ts";
import { createVisitor } from "./visit-episode.ts";
import type { VisitedEpisode, VisitTask } from "./visit-episode.ts";

export interface VisitOptions {
  readonly visit: VisitTask;
  readonly seeds: readonly number[];
  /** file of the worker's entry; null: everything runs in this thread, an episode at a time */
  readonly workerEntry: string | null;
  /** default: one per core */
  readonly workers?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onDone?: ((done: number) => void) | undefined;
}

/** One recorded episode per seed, in the order of `seeds`, whatever the number of workers. FailureError "cancelled" on abort. */
export async function visitEpisodes(options: VisitOptions): Promise<readonly VisitedEpisode[]> {
  const { visit, seeds, workerEntry, workers, signal, onDone } = options;
  return driveEpisodes<VisitedEpisode>({
    seeds,
    createDriver: () => createVisitor(visit),
    task: { kind: "visit", visit },
    workerEntry,
    workers,
    signal,
    onOutcome: (_, done) => onDone?.(done),
  });
}
