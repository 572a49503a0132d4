import { createEagerEngine } from "../../shared/learn/regression-engine.ts";
import type { RegressionEngine, RegressionOptions } from "../../shared/learn/regression-engine.ts";
import type { DenseLayer } from "../../shared/policy/policy.ts";
import type { LoadedTensorflow } from "../tensorflow/load-tensorflow.ts";
import { createGraphEngine } from "./graph-engine.ts";

/** An engine, and in one sentence each what is not as fast as it could be. */
export interface CreatedEngine {
  readonly engine: RegressionEngine;
  readonly notes: readonly string[];
}

/** The graph engine where TensorFlow's own library is loaded, the eager one elsewhere or where graphs do not load. */
export function createEngine(
  loaded: LoadedTensorflow,
  options: RegressionOptions,
  initial: readonly DenseLayer[],
): CreatedEngine {
  if (loaded.backend === "tensorflow") {
    try {
      return { engine: createGraphEngine(loaded.tf, options, initial), notes: [] };
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
      const notes = [`training graphs do not load (${reason}): operations are run one by one, about ten times slower`];
      return { engine: createEagerEngine(loaded.tf, options, initial), notes };
    }
  }
  return { engine: createEagerEngine(loaded.tf, options, initial), notes: [] };
}
