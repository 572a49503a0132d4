import type { EpisodeOutcome } from "../../shared/learn/evaluation.ts";
import type { HopperOptions } from "../../shared/sim/types.ts";
import type { RolloutDriver } from "./rollout-driver.ts";
import type { VisitedEpisode, VisitTask } from "./visit-episode.ts";

/** What a rollout worker is started with. */
export type WorkerTask =
  | { readonly kind: "evaluate"; readonly driver: RolloutDriver; readonly hopper: Partial<HopperOptions> }
  | { readonly kind: "visit"; readonly visit: VisitTask };

/** "Drive this one": the place of the answer, and the seed. */
export interface WorkerRequest {
  readonly index: number;
  readonly seed: number;
}

/** What a task answers for each seed. */
export interface WorkerReply {
  readonly index: number;
  readonly outcome: EpisodeOutcome | VisitedEpisode;
}
