import { mkdtempSync, rmdirSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as Core from "@tensorflow/tfjs-core";
import { BETAS, buildRegressionGraph } from "../../shared/learn/graph/regression-graph.ts";
import type { RegressionEngine, RegressionOptions, Tensorflow } from "../../shared/learn/regression-engine.ts";
import type { TransitionRows } from "../../shared/learn/transitions.ts";
import type { DenseLayer } from "../../shared/policy/policy.ts";

/** What tfjs-node's backend offers for saved models (nodejs_kernel_backend, 4.22); `tf.node.loadSavedModel` is built on it. */
interface SessionBackend {
  loadSavedModelMetaGraph(folder: string, tags: string): number;
  runSavedModel(
    model: number,
    inputs: readonly Core.Tensor[],
    inputInfos: readonly { readonly name: string; readonly tfDtype: string }[],
    outputNames: readonly string[],
  ): Core.Tensor[];
  deleteSavedModel(model: number): void;
}

const EPSILON = 1e-8;

/**
 * The fast engine: a training step is one graph run by TensorFlow's own session, so that the overhead of an operation is
 * paid once a step. Needs tfjs-node. Agrees with the eager engine (a test); a call that throws ends its use.
 */
export function createGraphEngine(
  tf: Tensorflow,
  options: RegressionOptions,
  initial: readonly DenseLayer[],
): RegressionEngine {
  const backend = tf.backend() as unknown as SessionBackend;
  const { architecture } = options;
  const graph = buildRegressionGraph(options);
  const model = load(backend, graph.model);
  let steps = 0;

  const run = (feeds: readonly (readonly [string, Core.Tensor])[], fetch: readonly string[]): Core.Tensor[] =>
    backend.runSavedModel(
      model,
      feeds.map(([, tensor]) => tensor),
      feeds.map(([name]) => ({ name, tfDtype: "DT_FLOAT" })),
      fetch,
    );
  const feedRows = ({ count, observations, actions }: TransitionRows): (readonly [string, Core.Tensor])[] => [
    [graph.observations, tf.tensor2d(observations, [count, architecture.inputs])],
    [graph.actions, tf.tensor2d(actions, [count, architecture.outputs])],
  ];
  const fetchOne = (feeds: () => readonly (readonly [string, Core.Tensor])[], name: string): Float32Array =>
    tf.tidy(() => Float32Array.from(run(feeds(), [name])[0]!.dataSync()));

  fetchOne(
    () =>
      graph.parameters.map(({ shape, value }, p) => {
        const layer = initial[p >> 1]!;
        const bias = p % 2 === 1;
        return [
          value,
          tf.tensor(bias ? layer.bias : transpose(layer.weight, layer.outputs, layer.inputs), [...shape]),
        ] as const;
      }),
    graph.assign,
  );

  return {
    get steps() {
      return steps;
    },
    step(batch) {
      const t = steps + 1;
      const correction = Math.sqrt(1 - BETAS[1] ** t);
      // TensorFlow's Adam adds ε outside the bias correction; scaled so, it is the ε of the paper and of TensorFlow.js.
      const scalars = [
        options.learningRate,
        2 / (batch.count * architecture.outputs),
        BETAS[0] ** t,
        BETAS[1] ** t,
        EPSILON * correction,
      ];
      const [error] = fetchOne(() => [...feedRows(batch), [graph.scalars, tf.tensor1d(scalars)] as const], graph.train);
      steps = t;
      return error!;
    },
    error: (rows) => fetchOne(() => feedRows(rows), graph.error)[0]!,
    predict: (rows) => fetchOne(() => feedRows(rows).slice(0, 1), graph.predictions),
    layers() {
      const values = graph.parameters.map(({ read }) => fetchOne(() => [], read));
      return initial.map(({ inputs, outputs }, l) => ({
        inputs,
        outputs,
        weight: transpose(values[2 * l]!, inputs, outputs),
        bias: values[2 * l + 1]!,
      }));
    },
    dispose() {
      backend.deleteSavedModel(model);
    },
  };
}

/** Sessions are shared by path, so every model has a folder of its own; TensorFlow has read it when this returns. */
function load(backend: SessionBackend, model: Uint8Array): number {
  const folder = mkdtempSync(join(tmpdir(), "pogo-graph-"));
  const file = join(folder, "saved_model.pb");
  try {
    writeFileSync(file, model);
    return backend.loadSavedModelMetaGraph(folder, "serve");
  } finally {
    unlinkSync(file);
    rmdirSync(folder);
  }
}

function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let r = 0; r < rows; r += 1)
    for (let c = 0; c < columns; c += 1) result[c * rows + r] = values[r * columns + c]!;
  return result;
}
