import { FailureError } from "../../shared/base/failure.ts";
import type { ReplayDifference, ReplayVerdict } from "../../shared/dataset/verify.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";
import { createReplaySimulator } from "./replay-simulator.ts";

/** An episode and what became of its replay. */
export interface VerifiedEpisode {
  readonly id: string;
  readonly ok: boolean;
  readonly status: ReplayVerdict["status"] | "unreadable";
  readonly firstDifference: ReplayDifference | null;
  /** why its file cannot be read, where it cannot */
  readonly problem: string | null;
}

export interface VerifyOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (stepsDone: number, stepsTotal: number) => void;
}

/** Replays every kept episode; a file that cannot be read is not ok. FailureError "cancelled" on abort. */
export async function verifyDataset(
  store: DatasetStore,
  { signal, onProgress }: VerifyOptions,
): Promise<readonly VerifiedEpisode[]> {
  const [episodes, problems] = await Promise.all([store.episodes(), store.problems()]);
  const verified: VerifiedEpisode[] = problems.map(({ id, failure }) => ({
    id,
    ok: false,
    status: "unreadable",
    firstDifference: null,
    problem: failure.message,
  }));
  const kept = episodes.filter(({ dropped }) => !dropped);
  const total = kept.reduce((sum, { steps }) => sum + steps, 0);
  let done = 0;
  for (const { id, steps } of kept) {
    const before = done;
    const replayed = await store
      .verify(id, createReplaySimulator, (episodeSteps) => {
        if (signal.aborted)
          throw new FailureError("cancelled", "The verification was cancelled.", "Start it again when you like.");
        onProgress(before + episodeSteps, total);
      })
      .catch(unreadable);
    done += steps;
    onProgress(done, total);
    verified.push({ id, problem: null, ...replayed });
  }
  return verified;
}

/** One file whose rows are damaged, although its header is sound, does not keep the others from being looked at. */
function unreadable(error: unknown): Omit<VerifiedEpisode, "id"> {
  if (!(error instanceof FailureError) || error.failure.kind === "cancelled") throw error;
  return { ok: false, status: "unreadable", firstDifference: null, problem: error.message };
}
