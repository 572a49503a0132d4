import { cpus } from "node:os";
import { isDeepStrictEqual } from "node:util";
import { rollOut } from "../../src/node/rollouts/roll-out.ts";
import { findBuiltProgram } from "../../src/node/services/built-program.ts";
import type { Rate } from "./gymnasium.ts";

/** Rollouts of the scripted expert on one thread and on all. */
export interface WorkerScaling {
  readonly workers: number;
  readonly alone: Rate;
  readonly together: Rate;
  /** wall time: together / (alone × workers); means something on an idle machine only */
  readonly efficiency: number;
  /** CPU time: what a step costs alone over what it costs together; 1 where the threads do not hinder each other */
  readonly cpuEfficiency: number;
  /** the outcomes do not depend on the number of workers */
  readonly same: boolean;
}

const EPISODES = 320;

/** Null where it does not run from the built program, which has the worker's file. */
export async function measureWorkers(): Promise<WorkerScaling | null> {
  const workerEntry = findBuiltProgram("rollout-worker");
  if (workerEntry === null) return null;
  const workers = cpus().length;
  const seeds = Array.from({ length: EPISODES }, (_, seed) => seed);
  const measure = async (count: number): Promise<{ rate: Rate; outcomes: unknown }> => {
    const options = { driver: { kind: "scripted" }, seeds, workers: count, workerEntry } as const;
    await rollOut({ ...options, seeds: seeds.slice(0, 4 * count) });
    const started = performance.now();
    const before = process.cpuUsage();
    const outcomes = await rollOut(options);
    const steps = outcomes.reduce((sum, outcome) => sum + outcome.steps, 0);
    const { user, system } = process.cpuUsage(before);
    const rate = { wall: (1e3 * steps) / (performance.now() - started), cpu: (1e6 * steps) / (user + system) };
    return { rate, outcomes };
  };
  const [one, all] = [await measure(1), await measure(workers)];
  return {
    workers,
    alone: one.rate,
    together: all.rate,
    efficiency: all.rate.wall / (one.rate.wall * workers),
    cpuEfficiency: all.rate.cpu / one.rate.cpu,
    same: isDeepStrictEqual(one.outcomes, all.outcomes),
  };
}
