import { createRng } from "../../src/shared/base/rng.ts";
import { initialiseWeights } from "../../src/shared/learn/network.ts";
import { packParameters } from "../../src/shared/learn/parameters.ts";
import { targetWidth } from "../../src/shared/learn/training-engine.ts";
import type { EngineState, TrainingOptions, TrainingTable } from "../../src/shared/learn/training-engine.ts";

export interface TrainingParts {
  readonly optimizer?: "adam" | "sgd";
  readonly activation?: "relu" | "tanh";
  readonly l2?: number;
  readonly clipNorm?: number;
  readonly kind?: "mlp" | "lstm";
  readonly head?: "linear" | "bins";
  readonly hidden?: number[];
  readonly learningRate?: number;
}

/** What a small training does: 5 inputs, 3 action dimensions; name what matters to the test. */
export function buildTrainingOptions(parts: TrainingParts = {}): TrainingOptions {
  const { activation = "relu", kind = "mlp", head = "linear", hidden = [12, 8] } = parts;
  const shape = { inputs: 5, hidden, outputs: head === "bins" ? 3 * 7 : 3, activation };
  return {
    architecture: kind === "lstm" ? { kind, ...shape, cells: 6, window: 4 } : { kind, ...shape },
    head: head === "bins" ? { kind: head, bins: 7 } : { kind: head },
    optimizer: parts.optimizer ?? "adam",
    learningRate: parts.learningRate ?? 1e-2,
    l2: parts.l2 ?? 0,
    clipNorm: parts.clipNorm ?? 0,
  };
}

/** First weights for the options; biases are not zero, so that every gradient shows. */
export function buildEngineState(options: TrainingOptions, seed = 1): EngineState {
  const rng = createRng(seed);
  const parameters = packParameters(initialiseWeights(options.architecture, rng));
  for (const values of parameters) for (let i = 0; i < values.length; i += 1) values[i]! += rng.uniform(-0.1, 0.1);
  return { steps: 0, parameters, moments: [] };
}

export function buildTable(options: TrainingOptions, count = 60, seed = 2): TrainingTable {
  const rng = createRng(seed);
  const width = targetWidth(options);
  const { head } = options;
  return {
    count,
    observations: Float32Array.from({ length: count * options.architecture.inputs }, () => rng.normal()),
    targets:
      head.kind === "bins"
        ? Int32Array.from({ length: count * width }, () => rng.int(head.bins))
        : Float32Array.from({ length: count * width }, () => rng.uniform(-1, 1)),
  };
}

/** Row numbers of `batches` batches of `batch`. */
export function drawRows(batches: number, batch: number, seed = 3, limit = 56): Int32Array {
  const rng = createRng(seed);
  return Int32Array.from({ length: batches * batch }, () => rng.int(limit));
}
