import { STEP_SCALARS, stepScalars } from "./graph/optimisers.ts";
import { buildTrainingGraph } from "./graph/training-graph.ts";
import type { GraphVariable } from "./graph/training-graph.ts";
import { requireRows, requireTable, targetWidth } from "./training-engine.ts";
import type { EngineState, TrainingEngine, TrainingOptions } from "./training-engine.ts";

/** A value that a session takes. The values' type says which it is. */
export interface Feed {
  readonly name: string;
  readonly values: Float32Array | Int32Array;
  readonly shape: readonly number[];
}

/** A graph loaded into TensorFlow. Not safe for concurrent use; after a throw every further call throws. */
export interface GraphSession {
  run(feeds: readonly Feed[], fetches: readonly string[]): readonly (Float32Array | Int32Array)[];
  dispose(): void;
}

export interface GraphEngineOptions extends TrainingOptions {
  /** loads a saved_model.pb */
  readonly open: (model: Uint8Array) => GraphSession;
  /** milliseconds */
  readonly now: () => number;
}

/** Time that one call should take at most: a cancel waits for its end. */
const CALL_MS = 12;
const MAX_STEPS_PER_CALL = 256;

/**
 * The fast engine: several training steps are one call of TensorFlow's session, so that neither an operation nor a call
 * costs JavaScript anything. The data lie in the graph; only row numbers are fed. Agrees with the eager engine (a test).
 */
export function createGraphEngine(options: GraphEngineOptions, initial: EngineState): TrainingEngine {
  const { architecture, learningRate } = options;
  const graph = buildTrainingGraph(options);
  const session = options.open(graph.model);
  let steps = 0;
  let rowCount = 0;
  let stepsPerCall = 4;

  const restore = (state: EngineState): void => {
    const feeds = (variables: readonly GraphVariable[], values: readonly Float32Array[]): Feed[] =>
      variables.map(({ shape, value }, i) => feed(value, values[i] ?? zeros(shape), shape));
    session.run(
      [
        ...feeds(graph.parameters, state.parameters),
        ...feeds(graph.moments, state.moments),
        feed(graph.stepsValue, Int32Array.of(state.steps), []),
      ],
      [graph.assign],
    );
    steps = state.steps;
  };
  restore(initial);

  return {
    get steps() {
      return steps;
    },
    get stepsPerCall() {
      return stepsPerCall;
    },
    load(table) {
      requireTable(table, options);
      session.run(
        [
          feed(graph.observations, table.observations, [table.count, architecture.inputs]),
          feed(graph.targets, table.targets, [table.count, targetWidth(options)]),
        ],
        [graph.load],
      );
      rowCount = table.count;
    },
    train(rows, batch) {
      requireRows(rows, batch, options, rowCount);
      const count = rows.length / batch;
      const scalars = Float32Array.from(
        Array.from({ length: count }, (_, i) => stepScalars(learningRate, steps + 1 + i)).flat(),
      );
      const started = options.now();
      const [losses, counted] = session.run(
        [
          feed(graph.count, Int32Array.of(count), []),
          feed(graph.batches, rows, [count, batch]),
          feed(graph.scalars, scalars, [count, STEP_SCALARS]),
        ],
        [graph.losses, graph.steps],
      );
      const perStep = Math.max(1e-3, (options.now() - started) / count);
      // The first call also compiles the loop, so the advice grows and shrinks by halves.
      const wanted = Math.max(1, Math.min(MAX_STEPS_PER_CALL, Math.floor(CALL_MS / perStep)));
      stepsPerCall = Math.max(Math.ceil(stepsPerCall / 2), Math.min(2 * stepsPerCall, wanted));
      steps += count;
      if (counted![0] !== steps || losses!.length !== count)
        throw new Error(`the graph counted ${counted![0]} steps where ${steps} were done`);
      return losses as Float32Array;
    },
    error(rows) {
      requireRows(rows, rows.length, options, rowCount);
      return session.run([feed(graph.rows, rows, [rows.length])], [graph.error])[0]![0]!;
    },
    predict(rows) {
      requireRows(rows, rows.length, options, rowCount);
      return session.run([feed(graph.rows, rows, [rows.length])], [graph.outputs])[0] as Float32Array;
    },
    state() {
      const fetch = (variables: readonly GraphVariable[]): Float32Array[] =>
        variables.map((variable) => session.run([], [variable.read])[0] as Float32Array);
      return { steps, parameters: fetch(graph.parameters), moments: fetch(graph.moments) };
    },
    restore,
    dispose: () => session.dispose(),
  };
}

function zeros(shape: readonly number[]): Float32Array {
  return new Float32Array(shape.reduce((a, b) => a * b, 1));
}

/** TensorFlow accepts a value of the wrong shape and fails later. */
function feed(name: string, values: Float32Array | Int32Array, shape: readonly number[]): Feed {
  if (values.length !== shape.reduce((a, b) => a * b, 1))
    throw new RangeError(`${name} has ${values.length} values, not [${shape.join(", ")}]`);
  return { name, values, shape };
}
