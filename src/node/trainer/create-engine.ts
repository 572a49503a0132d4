import { performance } from "node:perf_hooks";
import { createEagerEngine } from "../../shared/learn/eager-engine.ts";
import { createGraphEngine } from "../../shared/learn/graph-engine.ts";
import type { EngineState, TrainingEngine, TrainingOptions } from "../../shared/learn/training-engine.ts";
import type { LoadedTensorflow } from "../tensorflow/load-tensorflow.ts";
import { openGraphSession } from "./graph-session.ts";

/** An engine, and in one sentence each what is not as fast as it could be. */
export interface CreatedEngine {
  readonly engine: TrainingEngine;
  readonly notes: readonly string[];
}

/** The graph engine where TensorFlow's own library is loaded, the eager one elsewhere or where graphs do not load. */
export function createEngine(
  { tf, backend }: LoadedTensorflow,
  options: TrainingOptions,
  initial: EngineState,
): CreatedEngine {
  if (backend !== "tensorflow") return { engine: createEagerEngine(tf, options, initial), notes: [] };
  const host = { open: (model: Uint8Array) => openGraphSession(tf, model), now: () => performance.now() };
  try {
    return { engine: createGraphEngine({ ...options, ...host }, initial), notes: [] };
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
    const notes = [`training graphs do not load (${reason}): operations are run one by one, about ten times slower`];
    return { engine: createEagerEngine(tf, options, initial), notes };
  }
}
