import type { EpisodeOutcome } from "../../shared/learn/evaluation.ts";
import type { HopperOptions } from "../../shared/sim/types.ts";
import type { RolloutDriver } from "./rollout-driver.ts";

/** What a rollout worker is started with. */
export interface WorkerTask {
  readonly driver: RolloutDriver;
  readonly hopper: Partial<HopperOptions>;
}

/** "Drive this one": the place of the outcome in the answer, and the seed. */
export interface WorkerRequest {
  readonly index: number;
  readonly seed: number;
}

export interface WorkerReply {
  readonly index: number;
  readonly outcome: EpisodeOutcome;
}
