import { cpus } from "node:os";
import { isDeepStrictEqual } from "node:util";
import { rollOut } from "../../src/node/rollouts/roll-out.ts";
import { findBuiltProgram } from "../../src/node/services/built-program.ts";

/** Rollouts of the scripted expert on one thread and on all. */
export interface WorkerScaling {
  readonly workers: number;
  /** steps per second of wall time */
  readonly alone: number;
  readonly together: number;
  /** together / (alone × workers) */
  readonly efficiency: number;
  /** the outcomes do not depend on the number of workers */
  readonly same: boolean;
}

const EPISODES = 48;

/** Null where it does not run from the built program, which has the worker's file. */
export async function measureWorkers(): Promise<WorkerScaling | null> {
  const workerEntry = findBuiltProgram("rollout-worker");
  if (workerEntry === null) return null;
  const workers = cpus().length;
  const seeds = Array.from({ length: EPISODES }, (_, seed) => seed);
  const measure = async (count: number): Promise<{ rate: number; outcomes: unknown }> => {
    const options = { driver: { kind: "scripted" }, seeds, workers: count, workerEntry } as const;
    await rollOut({ ...options, seeds: seeds.slice(0, 4 * count) });
    const started = performance.now();
    const outcomes = await rollOut(options);
    const steps = outcomes.reduce((sum, outcome) => sum + outcome.steps, 0);
    return { rate: (1000 * steps) / (performance.now() - started), outcomes };
  };
  const [one, all] = [await measure(1), await measure(workers)];
  return {
    workers,
    alone: one.rate,
    together: all.rate,
    efficiency: all.rate / (one.rate * workers),
    same: isDeepStrictEqual(one.outcomes, all.outcomes),
  };
}
