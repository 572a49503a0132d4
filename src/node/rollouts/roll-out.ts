import { runEpisode } from "../../shared/learn/evaluation.ts";
import type { EpisodeOutcome } from "../../shared/learn/evaluation.ts";
import { createHopper } from "../../shared/sim/create-hopper.ts";
import type { HopperOptions } from "../../shared/sim/types.ts";
import { driveEpisodes } from "./drive-episodes.ts";
import { createActor } from "./rollout-driver.ts";
import type { RolloutDriver } from "./rollout-driver.ts";

/** An evaluation to run. The outcomes depend on driver, seeds and hopper options only, never on the workers. */
export interface RollOutOptions {
  readonly driver: RolloutDriver;
  readonly seeds: readonly number[];
  /** default: Hopper-v5's, rk4 */
  readonly hopper?: Partial<HopperOptions>;
  /** file of the worker's entry; null: everything runs in this thread, an episode at a time */
  readonly workerEntry: string | null;
  /** default: one per core */
  readonly workers?: number;
  readonly signal?: AbortSignal;
  readonly onOutcome?: (outcome: EpisodeOutcome, done: number) => void;
}

/** One episode per seed, in the order of `seeds`. FailureError "cancelled" on abort. */
export async function rollOut(options: RollOutOptions): Promise<readonly EpisodeOutcome[]> {
  const { driver, seeds, hopper = {}, workerEntry, workers, signal, onOutcome } = options;
  return driveEpisodes<EpisodeOutcome>({
    seeds,
    createDriver: () => {
      const actor = createActor(driver);
      const world = createHopper(hopper);
      return (seed) => runEpisode(actor, world, seed);
    },
    task: { kind: "evaluate", driver, hopper },
    workerEntry,
    workers,
    signal,
    onOutcome,
  });
}
