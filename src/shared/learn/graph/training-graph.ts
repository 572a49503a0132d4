import { parameterSpecs } from "../parameters.ts";
import type { ParameterSpec } from "../parameters.ts";
import { targetWidth } from "../training-engine.ts";
import type { TrainingOptions } from "../training-engine.ts";
import { encodeSavedModel } from "./encode-graph.ts";
import { gradients } from "./gradients.ts";
import { GraphBuilder } from "./graph-builder.ts";
import { dense, lstm } from "./layers.ts";
import { loop } from "./loop.ts";
import * as op from "./operations.ts";
import { STEP_SCALARS, applyAdam, applyGradientDescent, clipByGlobalNorm } from "./optimisers.ts";
import type { Tensor } from "./tensor.ts";
import { assign, assignAdd, gatherRows, read } from "./variables.ts";
import type { VariableSpec } from "./variables.ts";

/** A variable's name to feed for `assign`, and to fetch. */
export interface GraphVariable {
  readonly shape: readonly number[];
  readonly value: string;
  readonly read: string;
}

/** A training as one graph, and the names to run it by. */
export interface TrainingGraph {
  /** saved_model.pb */
  readonly model: Uint8Array;
  /** feeds of `load`: count × inputs, count × action dimensions */
  readonly observations: string;
  readonly targets: string;
  /** fetch: stores the data */
  readonly load: string;
  /** feed of `error` and `outputs`: row numbers */
  readonly rows: string;
  /** fetches */
  readonly error: string;
  readonly outputs: string;
  /** feeds of `losses`: how many steps, their row numbers (steps × batch), their scalars (steps × STEP_SCALARS) */
  readonly count: string;
  readonly batches: string;
  readonly scalars: string;
  /** fetch: the error before each step; the steps are then done */
  readonly losses: string;
  /** fetch, together with `losses`: steps done since the beginning, counted by the graph */
  readonly steps: string;
  readonly parameters: readonly GraphVariable[];
  /** Adam's first, then its second moments */
  readonly moments: readonly GraphVariable[];
  /** feed: what the step counter becomes */
  readonly stepsValue: string;
  /** fetch: stores what is fed for every parameter, moment and the counter */
  readonly assign: string;
}

const STEPS: VariableSpec = { name: "steps", type: "int32", shape: [] };

/** What the graph of a training is made of. */
interface Parts {
  readonly options: TrainingOptions;
  readonly specs: readonly ParameterSpec[];
  readonly parameters: readonly VariableSpec[];
  readonly moments: readonly VariableSpec[];
  readonly observations: VariableSpec;
  readonly targets: VariableSpec;
}

/** Builds the graph of a training: data, forward pass, gradients and optimiser, as a loop over batches of row numbers. */
export function buildTrainingGraph(options: TrainingOptions): TrainingGraph {
  const g = new GraphBuilder();
  const parts = partsOf(options);
  const { observations, targets } = parts;
  const one = op.integers(g, [1], []);

  const data = [observations, targets].map((variable) => {
    const value = op.placeholder(g, `${variable.name}_value`, variable.type, variable.shape);
    return { value, stored: assign(g, variable, value) };
  });
  const load = g.fetch(
    "load",
    one,
    data.map(({ stored }) => stored),
  );

  const stored = [...parts.parameters, ...parts.moments, STEPS].map((variable) => {
    const value = op.placeholder(g, `${variable.name}_value`, variable.type, variable.shape);
    const reading = g.fetch(`${variable.name}_read`, read(g, variable));
    return { value, reading, node: assign(g, variable, value), shape: variable.shape.map((size) => size!) };
  });
  const assignAll = g.fetch(
    "assign",
    one,
    stored.map(({ node }) => node),
  );
  const variables = stored.map(({ value, reading, shape }) => ({ shape, value: nameOf(value), read: reading }));

  const rows = op.placeholder(g, "rows", "int32", [null]);
  const measured = measure(g, parts, rows);
  const trained = trainingLoop(g, parts);
  return {
    observations: nameOf(data[0]!.value),
    targets: nameOf(data[1]!.value),
    load,
    rows: nameOf(rows),
    error: g.fetch("error", measured.error),
    outputs: g.fetch("outputs", measured.outputs),
    ...trained,
    parameters: variables.slice(0, parts.parameters.length),
    moments: variables.slice(parts.parameters.length, -1),
    stepsValue: variables.at(-1)!.value,
    assign: assignAll,
    model: encodeSavedModel(g),
  };
}

function nameOf({ node }: Tensor): string {
  return `${node.name}:0`;
}

function partsOf(options: TrainingOptions): Parts {
  const { architecture, head, optimizer } = options;
  const specs = parameterSpecs(architecture);
  const variable = (prefix: string): readonly VariableSpec[] =>
    specs.map(({ name, shape }) => ({ name: `${prefix}.${name}`, type: "float32", shape }));
  return {
    options,
    specs,
    parameters: variable("parameter"),
    moments: optimizer === "adam" ? [...variable("mean"), ...variable("square")] : [],
    observations: { name: "observations", type: "float32", shape: [null, architecture.inputs] },
    targets: {
      name: "targets",
      type: head.kind === "bins" ? "int32" : "float32",
      shape: [null, targetWidth(options)],
    },
  };
}

interface Measured {
  /** values of the parameters that were used */
  readonly read: readonly Tensor[];
  readonly outputs: Tensor;
  readonly error: Tensor;
}

/** The network's outputs and error on the rows (int32 vector; for an LSTM the first rows of windows). */
function measure(g: GraphBuilder, parts: Parts, rows: Tensor): Measured {
  const { architecture, head } = parts.options;
  const steps = architecture.kind === "lstm" ? architecture.window : 1;
  const all = architecture.kind === "lstm" ? windowRows(g, rows, steps) : rows;
  const values = parts.parameters.map((variable) => read(g, variable));
  const queue = values.values();
  const next = (): Tensor => queue.next().value!;
  let x = gatherRows(g, parts.observations, all);
  for (let l = 0; l < architecture.hidden.length; l += 1) {
    const sums = dense(g, x, next(), next());
    x = architecture.activation === "relu" ? op.relu(g, sums) : op.tanh(g, sums);
  }
  if (architecture.kind === "lstm")
    x = lstm(g, x, steps, { inputWeight: next(), recurrentWeight: next(), bias: next() });
  const outputs = dense(g, x, next(), next());
  const targets = gatherRows(g, parts.targets, all);
  if (head.kind === "linear")
    return { read: values, outputs, error: op.mean(g, op.square(g, op.subtract(g, outputs, targets))) };
  const logits = op.reshape(g, outputs, [null, head.bins]);
  const error = op.mean(g, op.softmaxCrossEntropy(g, logits, op.reshape(g, targets, [null])));
  return { read: values, outputs, error };
}

/** The rows of the windows that begin at `starts`: all first rows, then all second ones, and so on. */
function windowRows(g: GraphBuilder, starts: Tensor, steps: number): Tensor {
  const offsets = op.integers(
    g,
    Array.from({ length: steps }, (_, t) => t),
    [steps, 1],
  );
  return op.reshape(g, op.add(g, offsets, op.asRow(g, starts)), [null]);
}

function trainingLoop(
  g: GraphBuilder,
  parts: Parts,
): Pick<TrainingGraph, "count" | "batches" | "scalars" | "losses" | "steps"> {
  const count = op.placeholder(g, "count", "int32", []);
  const batches = op.placeholder(g, "batches", "int32", [null, null]);
  const scalars = op.placeholder(g, "scalars", "float32", [null, STEP_SCALARS]);
  const noLosses = g.value(
    "Const",
    [],
    { dtype: { type: "float32" }, value: { floats: [], shape: [0] } },
    { type: "float32", shape: [0] },
  );
  const { node, state } = loop(g, {
    name: "train",
    count,
    state: [{ first: noLosses, shape: [null] }],
    fixed: [batches, scalars],
    body: ({ g: inner, index, state: [losses], fixed: [allBatches, allScalars] }) => {
      const numbers = op.unpack(inner, op.pick(inner, allScalars!, index));
      const { read: values, error } = measure(inner, parts, op.pick(inner, allBatches!, index));
      update(inner, parts, gradients(inner, penalised(inner, parts, values, error), values), numbers);
      assignAdd(inner, STEPS, op.integers(inner, [1], []));
      return [op.concatenate(inner, [losses!, op.asRow(inner, error)], 0, [null])];
    },
  });
  const done = read(g, STEPS, [node]);
  return {
    count: nameOf(count),
    batches: nameOf(batches),
    scalars: nameOf(scalars),
    losses: g.fetch("losses", state[0]!, [node]),
    steps: g.fetch("steps_done", done, [node]),
  };
}

function penalised(g: GraphBuilder, { options, specs }: Parts, values: readonly Tensor[], error: Tensor): Tensor {
  if (options.l2 === 0) return error;
  const norms = values.filter((_, p) => specs[p]!.penalised).map((value) => op.halfSquaredNorm(g, value));
  return op.add(g, error, op.multiply(g, op.addAll(g, norms), op.constant(g, options.l2)));
}

function update(g: GraphBuilder, parts: Parts, raw: readonly Tensor[], scalars: readonly Tensor[]): void {
  const { options, parameters, moments } = parts;
  const clipped = options.clipNorm > 0 ? clipByGlobalNorm(g, raw, options.clipNorm) : raw;
  parameters.forEach((variable, p) => {
    const gradient = clipped[p]!;
    if (options.optimizer === "sgd") applyGradientDescent(g, variable, scalars[0]!, gradient);
    else applyAdam(g, variable, [moments[p]!, moments[parameters.length + p]!], scalars, gradient);
  });
}
