import type { Architecture, PolicyHead } from "../policy/policy-meta.ts";

/** What one gradient step of supervised learning does. */
export interface TrainingOptions {
  readonly architecture: Architecture;
  /** "linear": mean squared error. "bins": cross-entropy (nats) of each action dimension's bin, averaged. */
  readonly head: PolicyHead;
  readonly optimizer: "adam" | "sgd";
  readonly learningRate: number;
  /** λ of λ/2 · Σ w² over weights (not biases); its gradient is λ w, as weight decay in SGD */
  readonly l2: number;
  /** largest common norm of all gradients; 0: not clipped */
  readonly clipNorm: number;
}

/** The steps of a dataset, in order of time within each episode. */
export interface TrainingTable {
  readonly count: number;
  /** count × inputs, standardised where there is a normaliser */
  readonly observations: Float32Array;
  /** count × action dimensions: actions for a linear head, bin numbers for bins */
  readonly targets: Float32Array | Int32Array;
}

/** Everything a training needs to go on as if it had never stopped. */
export interface EngineState {
  readonly steps: number;
  /** in the order and layout of `parameterSpecs` */
  readonly parameters: readonly Float32Array[];
  /** Adam's first, then its second moments, each in the same order; empty for SGD */
  readonly moments: readonly Float32Array[];
}

/**
 * A network under training. Rows are numbers of the loaded table; for an LSTM each is the first of `window` rows. Every
 * method is synchronous; a call that throws ends the engine's use; `dispose` frees its memory.
 */
export interface TrainingEngine {
  /** gradient steps done */
  readonly steps: number;
  /** gradient steps that one call of `train` should do at most, so that the host can breathe */
  readonly stepsPerCall: number;
  /** sets the data; may be called again with other data */
  load(table: TrainingTable): void;
  /** One gradient step per `batch` rows; the losses before each step, without the penalty. */
  train(rows: Int32Array, batch: number): Float32Array;
  /** the loss over `rows` */
  error(rows: Int32Array): number;
  /** The network's outputs: rows × outputs; for an LSTM window × rows × outputs. */
  predict(rows: Int32Array): Float32Array;
  state(): EngineState;
  restore(state: EngineState): void;
  dispose(): void;
}

/** Action dimensions of the data behind a network's outputs. */
export function targetWidth({ architecture, head }: TrainingOptions): number {
  return head.kind === "bins" ? architecture.outputs / head.bins : architecture.outputs;
}

/** Steps behind one row number. */
export function windowOf({ architecture }: TrainingOptions): number {
  return architecture.kind === "lstm" ? architecture.window : 1;
}

/**
 * Throws unless `rows` name windows inside the table and fill whole batches. TensorFlow checks little of what it is fed,
 * and what it does find ends the session and leaks.
 */
export function requireRows(rows: Int32Array, batch: number, options: TrainingOptions, count: number): void {
  if (!Number.isInteger(batch) || batch < 1 || rows.length === 0 || rows.length % batch !== 0)
    throw new RangeError(`${rows.length} rows are no batches of ${batch}`);
  const limit = count - windowOf(options);
  for (const row of rows) if (row < 0 || row > limit) throw new RangeError(`row ${row} is not in 0…${limit}`);
}

/** Throws unless the table has the sizes that the network expects. */
export function requireTable({ count, observations, targets }: TrainingTable, options: TrainingOptions): void {
  const { architecture, head } = options;
  if (observations.length !== count * architecture.inputs || targets.length !== count * targetWidth(options))
    throw new RangeError(`${observations.length} inputs and ${targets.length} targets are no ${count} rows`);
  if (head.kind === "bins" ? !(targets instanceof Int32Array) : !(targets instanceof Float32Array))
    throw new TypeError("bins are whole numbers, actions are not");
  if (head.kind === "bins" && !targets.every((bin) => bin >= 0 && bin < head.bins))
    throw new RangeError(`a bin is not in 0…${head.bins - 1}`);
}
