import type * as Core from "@tensorflow/tfjs-core";
import type { DenseLayer } from "../policy/policy.ts";
import type { PolicyMeta } from "../policy/policy-meta.ts";
import type { TransitionRows } from "./transitions.ts";

/** TensorFlow.js, loaded by the host. */
export type Tensorflow = typeof Core;

/** What one gradient step does. */
export interface RegressionOptions {
  readonly architecture: PolicyMeta["architecture"];
  readonly optimizer: "adam" | "sgd";
  readonly learningRate: number;
  /** λ of λ/2 · Σ w² over weights (not biases); its gradient is λ w, as weight decay in SGD */
  readonly l2: number;
}

/** A network under training. Every method is synchronous; `dispose` frees its tensors. */
export interface RegressionEngine {
  /** gradient steps done */
  readonly steps: number;
  /** One gradient step on the rows; their mean squared error before the step, without the penalty. */
  step(batch: TransitionRows): number;
  /** mean squared error of the rows over all outputs */
  error(rows: TransitionRows): number;
  /** the network's outputs, count × outputs */
  predict(rows: TransitionRows): Float32Array;
  /** a copy of the weights */
  layers(): readonly DenseLayer[];
  dispose(): void;
}

/** The reference engine: TensorFlow.js's eager operations, gradients by its tape. Works on every backend. */
export function createEagerEngine(
  tf: Tensorflow,
  options: RegressionOptions,
  initial: readonly DenseLayer[],
): RegressionEngine {
  const { architecture, learningRate, l2 } = options;
  // TensorFlow multiplies rows by [inputs, outputs]; files keep [outputs, inputs].
  const weights = initial.map(({ weight, inputs, outputs }) =>
    tf.tidy(() => tf.variable(tf.transpose(tf.tensor2d(weight, [outputs, inputs])))),
  );
  const biases = initial.map(({ bias }) => tf.tidy(() => tf.variable(tf.tensor1d(bias))));
  const variables = [...weights, ...biases];
  const optimizer =
    options.optimizer === "adam" ? tf.train.adam(learningRate, 0.9, 0.999, 1e-8) : tf.train.sgd(learningRate);
  let steps = 0;

  const forward = (input: Core.Tensor2D): Core.Tensor2D =>
    weights.reduce<Core.Tensor2D>((x, weight, l) => {
      const sum: Core.Tensor2D = tf.add(tf.matMul(x, weight as Core.Tensor2D), biases[l]!);
      if (l === weights.length - 1) return sum;
      return architecture.activation === "relu" ? tf.relu(sum) : tf.tanh(sum);
    }, input);
  const squaredError = (rows: TransitionRows): Core.Scalar => {
    const wanted = tf.tensor2d(rows.actions, [rows.count, architecture.outputs]);
    return tf.mean(
      tf.square(tf.sub(forward(tf.tensor2d(rows.observations, [rows.count, architecture.inputs])), wanted)),
    );
  };

  return {
    get steps() {
      return steps;
    },
    step(batch) {
      let error = Number.NaN;
      tf.tidy(() => {
        const { grads } = tf.variableGrads(() => {
          const measured = squaredError(batch);
          error = measured.dataSync()[0]!;
          if (l2 === 0) return measured;
          const penalty = weights.map((weight) => tf.sum(tf.square(weight)));
          return tf.add(measured, tf.mul(l2 / 2, tf.addN(penalty)));
        }, variables);
        optimizer.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
      });
      steps += 1;
      return error;
    },
    error: (rows) => tf.tidy(() => squaredError(rows).dataSync()[0]!),
    predict(rows) {
      return tf.tidy(() =>
        Float32Array.from(forward(tf.tensor2d(rows.observations, [rows.count, architecture.inputs])).dataSync()),
      );
    },
    layers() {
      return initial.map(({ inputs, outputs }, l) => ({
        inputs,
        outputs,
        weight: tf.tidy(() => Float32Array.from(tf.transpose(weights[l]!).dataSync())),
        bias: Float32Array.from(biases[l]!.dataSync()),
      }));
    },
    dispose() {
      for (const variable of variables) variable.dispose();
      optimizer.dispose();
    },
  };
}
