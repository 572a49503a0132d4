import { FailureError } from "../../shared/base/failure.ts";
import { measureDivergence } from "../../shared/dataset/divergence.ts";
import type { Divergence } from "../../shared/dataset/divergence.ts";
import type { ReplayDifference, ReplayVerdict } from "../../shared/dataset/verify.ts";
import type { DatasetStore } from "../datasets/dataset-store.ts";
import { createHopper } from "../../shared/sim/create-hopper.ts";
import { createReplaySimulator } from "./replay-simulator.ts";

/** An episode and what became of its replay. */
export interface VerifiedEpisode {
  readonly id: string;
  readonly ok: boolean;
  readonly status: ReplayVerdict["status"] | "unreadable";
  readonly firstDifference: ReplayDifference | null;
  /** why its file cannot be read, where it cannot */
  readonly problem: string | null;
  /** how it drifts from our physics, where it has no state to replay from; null for the others */
  readonly divergence: Divergence | null;
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
    divergence: null,
  }));
  const kept = episodes.filter(({ dropped }) => !dropped);
  const total = kept.reduce((sum, { steps }) => sum + steps, 0);
  let done = 0;
  for (const { id, steps } of kept) {
    const before = done;
    const onStep = (episodeSteps: number): void => {
      if (signal.aborted)
        throw new FailureError("cancelled", "The verification was cancelled.", "Start it again when you like.");
      onProgress(before + episodeSteps, total);
    };
    const replayed = await store.verify(id, createReplaySimulator, onStep).catch(unreadable);
    const divergence = replayed.status === "no-snapshot" ? await diverge(store, id, onStep) : null;
    done += steps;
    onProgress(done, total);
    verified.push({ id, problem: null, ...replayed, divergence });
  }
  return verified;
}

/** One file whose rows are damaged, although its header is sound, does not keep the others from being looked at. */
function unreadable(error: unknown): Omit<VerifiedEpisode, "id" | "divergence"> {
  if (!(error instanceof FailureError) || error.failure.kind === "cancelled") throw error;
  return { ok: false, status: "unreadable", firstDifference: null, problem: error.message };
}

/** Null where the rows are none of a state and torques that can be simulated. */
async function diverge(store: DatasetStore, id: string, onStep: (steps: number) => void): Promise<Divergence | null> {
  const episode = await store.load(id);
  try {
    const steps = measureDivergence(episode, createHopper(episode.meta.hopperOptions));
    for (;;) {
      const item = steps.next();
      if (item.done === true) return item.value;
      onStep(item.value);
      await new Promise((done) => setImmediate(done));
    }
  } catch (error) {
    if (!(error instanceof FailureError) || error.failure.kind !== "invalid-input") throw error;
    return null;
  }
}
