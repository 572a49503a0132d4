import { FailureError } from "../base/failure.ts";
import type { EpisodeOutcome } from "./evaluation.ts";
import type { Network } from "./network.ts";

/** One point of a training curve; `loss` is the mean since the point before. */
export interface LossPoint {
  readonly step: number;
  readonly epoch: number;
  readonly loss: number;
  readonly validationLoss: number | null;
}

/** A state of the network worth keeping, and what is known about it. */
export interface Checkpoint {
  readonly network: Network;
  readonly step: number;
  readonly epoch: number;
  /** mean training loss over its epoch */
  readonly loss: number;
  readonly validationLoss: number | null;
  /** over the selection rollouts; null where it was not rolled out */
  readonly meanReturn: number | null;
}

/**
 * What a trainer needs of its host and tells it: callbacks and a signal. A trainer knows no files, no messages and no
 * clock; its host throttles, stores and shows.
 */
export interface TrainerHost {
  readonly signal: AbortSignal;
  /** Awaited between gradient steps, so that the host can take its turn (and abort). */
  readonly breathe: () => Promise<void>;
  readonly onProgress: (done: { readonly step: number; readonly steps: number; readonly samples: number }) => void;
  readonly onPoint: (point: LossPoint) => void;
  readonly onCheckpoint: (checkpoint: Checkpoint) => void;
  /** One episode per seed under `network`; null: checkpoints are not rolled out. */
  readonly rollOut: ((network: Network, seeds: readonly number[]) => Promise<readonly EpisodeOutcome[]>) | null;
}

/** Ends a cancelled run: FailureError "cancelled", which borders report as an end of its own, not as a failure. */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted)
    throw new FailureError("cancelled", "The training was cancelled.", "Start it again when you like.");
}
