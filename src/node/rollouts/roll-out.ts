import { cpus } from "node:os";
import { Worker } from "node:worker_threads";
import { FailureError } from "../../shared/base/failure.ts";
import { runEpisode } from "../../shared/learn/evaluation.ts";
import type { EpisodeOutcome } from "../../shared/learn/evaluation.ts";
import { createHopper } from "../../shared/sim/create-hopper.ts";
import type { HopperOptions } from "../../shared/sim/types.ts";
import { createActor } from "./rollout-driver.ts";
import type { RolloutDriver } from "./rollout-driver.ts";
import type { WorkerReply, WorkerRequest, WorkerTask } from "./worker-protocol.ts";

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
  throwIfCancelled(options.signal);
  const { workerEntry } = options;
  const count = Math.min(options.workers ?? cpus().length, options.seeds.length);
  if (workerEntry === null || count < 2) return rollOutHere(options);
  return rollOutInWorkers(options, workerEntry, count);
}

async function rollOutHere({
  driver,
  seeds,
  hopper: hopperOptions,
  signal,
  onOutcome,
}: RollOutOptions): Promise<readonly EpisodeOutcome[]> {
  const hopper = createHopper(hopperOptions);
  const actor = createActor(driver);
  const outcomes: EpisodeOutcome[] = [];
  for (const seed of seeds) {
    await new Promise((resolve) => setImmediate(resolve));
    throwIfCancelled(signal);
    const outcome = runEpisode(actor, hopper, seed);
    outcomes.push(outcome);
    onOutcome?.(outcome, outcomes.length);
  }
  return outcomes;
}

async function rollOutInWorkers(
  options: RollOutOptions,
  entry: string,
  count: number,
): Promise<readonly EpisodeOutcome[]> {
  const { seeds, signal } = options;
  // Refuses a bad file here, with its reason, instead of in every worker.
  createActor(options.driver);
  const workerData: WorkerTask = { driver: options.driver, hopper: options.hopper ?? {} };
  const outcomes: EpisodeOutcome[] = [];
  const workers: Worker[] = [];
  let onAbort: () => void = () => undefined;
  let next = 0;
  let done = 0;
  try {
    await new Promise<void>((resolve, reject) => {
      onAbort = () => reject(cancelled());
      signal?.addEventListener("abort", onAbort);
      const feed = (worker: Worker): void => {
        const seed = seeds[next];
        if (seed === undefined) return;
        worker.postMessage({ index: next, seed } satisfies WorkerRequest);
        next += 1;
      };
      for (let k = 0; k < count; k += 1) {
        const worker = new Worker(entry, { workerData });
        workers.push(worker);
        worker.on("error", reject);
        worker.on("exit", (code) => reject(new Error(`a rollout worker ended with code ${code}`)));
        worker.on("message", ({ index, outcome }: WorkerReply) => {
          outcomes[index] = outcome;
          done += 1;
          options.onOutcome?.(outcome, done);
          if (done === seeds.length) resolve();
          else feed(worker);
        });
        feed(worker);
      }
    });
    return outcomes;
  } finally {
    signal?.removeEventListener("abort", onAbort);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled();
}

function cancelled(): FailureError {
  return new FailureError("cancelled", "The evaluation was cancelled.", "Start it again when you like.");
}
