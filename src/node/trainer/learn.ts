import { trainBc } from "../../shared/learn/algorithms/bc.ts";
import type { BcResult, BcRun } from "../../shared/learn/algorithms/bc.ts";
import { trainDagger } from "../../shared/learn/algorithms/dagger.ts";
import type { DaggerRound, DaggerRun } from "../../shared/learn/algorithms/dagger.ts";
import type { TrainRequest } from "../../shared/ipc/train-config.ts";

/** A finished run of any algorithm. */
export type LearnResult = BcResult & { readonly rounds?: readonly DaggerRound[] };

/** Runs the algorithm that is asked for. */
export function learn(
  request: TrainRequest,
  run: Omit<BcRun, "options" | "seed">,
  visit: DaggerRun["visit"],
): Promise<LearnResult> {
  const { seed } = request;
  if (request.algorithm === "bc") return trainBc({ ...run, seed, options: request.config });
  const { resume: _, onState: __, ...rest } = run;
  return trainDagger({ ...rest, seed, options: request.config, visit });
}
