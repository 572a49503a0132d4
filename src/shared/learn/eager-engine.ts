import type * as Core from "@tensorflow/tfjs-core";
import { ADAM } from "./graph/optimisers.ts";
import { parameterSpecs } from "./parameters.ts";
import type { ParameterSpec } from "./parameters.ts";
import { requireRows, requireTable, targetWidth, windowOf } from "./training-engine.ts";
import type { EngineState, TrainingEngine, TrainingOptions } from "./training-engine.ts";

/** TensorFlow.js, loaded by the host. */
export type Tensorflow = typeof Core;

/** The loaded table as tensors. */
interface Data {
  readonly count: number;
  readonly observations: Core.Tensor2D;
  readonly targets: Core.Tensor2D;
}

/** The reference engine: TensorFlow.js's eager operations, gradients by its tape. Works on every backend. */
export function createEagerEngine(tf: Tensorflow, options: TrainingOptions, initial: EngineState): TrainingEngine {
  const { architecture, head, learningRate, l2, clipNorm } = options;
  const specs = parameterSpecs(architecture);
  const window = windowOf(options);
  const zeros = ({ shape }: ParameterSpec): Core.Variable => tf.tidy(() => tf.variable(tf.zeros([...shape])));
  const variables = specs.map(zeros);
  const moments = options.optimizer === "adam" ? [...specs, ...specs].map(zeros) : [];
  let data: Data | null = null;
  let steps = 0;

  const restore = (state: EngineState): void => {
    tf.tidy(() => {
      variables.forEach((variable, p) => variable.assign(tf.tensor(state.parameters[p]!, variable.shape)));
      moments.forEach((moment, p) => {
        const value = state.moments[p];
        moment.assign(value === undefined ? tf.zeros(moment.shape) : tf.tensor(value, moment.shape));
      });
    });
    steps = state.steps;
  };
  restore(initial);

  const forward = (x: Core.Tensor2D): Core.Tensor2D => {
    const queue = variables.values();
    const next = (): Core.Tensor => queue.next().value!;
    const dense = (input: Core.Tensor2D): Core.Tensor2D => tf.add(tf.matMul(input, next() as Core.Tensor2D), next());
    let values = x;
    for (let l = 0; l < architecture.hidden.length; l += 1) {
      const sums = dense(values);
      values = architecture.activation === "relu" ? tf.relu(sums) : tf.tanh(sums);
    }
    if (architecture.kind === "lstm") {
      const [inputWeight, recurrentWeight, bias] = [
        next() as Core.Tensor2D,
        next() as Core.Tensor2D,
        next() as Core.Tensor1D,
      ];
      const inputs = tf.split(tf.add(tf.matMul(values, inputWeight), bias), window, 0);
      let [hidden, cell] = [
        tf.zeros<Core.Rank.R2>([x.shape[0] / window, architecture.cells]),
        tf.scalar(0) as Core.Tensor,
      ];
      values = tf.concat(
        inputs.map((input) => {
          const sums = tf.add(input, tf.matMul(hidden, recurrentWeight));
          const [entry, forget, candidate, exit] = tf.split(sums, 4, 1);
          cell = tf.add(tf.mul(tf.sigmoid(forget!), cell), tf.mul(tf.sigmoid(entry!), tf.tanh(candidate!)));
          hidden = tf.mul(tf.sigmoid(exit!), tf.tanh(cell));
          return hidden;
        }),
      );
    }
    return dense(values);
  };
  const rowsOf = (rows: Int32Array): Core.Tensor1D =>
    tf.tensor1d(
      Int32Array.from({ length: rows.length * window }, (_, i) => rows[i % rows.length]! + Math.floor(i / rows.length)),
      "int32",
    );
  const loaded = (): Data => {
    if (data === null) throw new Error("there are no data");
    return data;
  };
  const outputsOf = (rows: Core.Tensor1D): Core.Tensor2D => forward(tf.gather(loaded().observations, rows));
  const errorOf = (rows: Int32Array): Core.Scalar => {
    const all = rowsOf(rows);
    const outputs = outputsOf(all);
    const wanted = tf.gather(loaded().targets, all);
    if (head.kind === "linear") return tf.mean(tf.square(tf.sub(outputs, wanted)));
    const logits = tf.reshape(outputs, [-1, head.bins]);
    const chosen = tf.oneHot(tf.reshape(wanted, [-1]), head.bins);
    return tf.neg(tf.mean(tf.sum(tf.mul(tf.cast(chosen, "float32"), tf.logSoftmax(logits)), 1)));
  };
  const clip = (gradients: readonly Core.Tensor[]): readonly Core.Tensor[] => {
    if (clipNorm === 0) return gradients;
    const norm = tf.sqrt(tf.addN(gradients.map((gradient) => tf.sum(tf.square(gradient)))));
    return gradients.map((gradient) => tf.mul(gradient, tf.div(clipNorm, tf.maximum(norm, clipNorm))));
  };
  const apply = (p: number, gradient: Core.Tensor, t: number): void => {
    const variable = variables[p]!;
    if (options.optimizer === "sgd") {
      variable.assign(tf.sub(variable, tf.mul(learningRate, gradient)));
      return;
    }
    const [mean, square] = [moments[p]!, moments[specs.length + p]!];
    mean.assign(tf.add(tf.mul(mean, ADAM.beta1), tf.mul(gradient, 1 - ADAM.beta1)));
    square.assign(tf.add(tf.mul(square, ADAM.beta2), tf.mul(tf.square(gradient), 1 - ADAM.beta2)));
    const [fairMean, fairSquare] = [tf.div(mean, 1 - ADAM.beta1 ** t), tf.div(square, 1 - ADAM.beta2 ** t)];
    const change = tf.div(fairMean, tf.add(tf.sqrt(fairSquare), ADAM.epsilon));
    variable.assign(tf.sub(variable, tf.mul(learningRate, change)));
  };
  const step = (rows: Int32Array): number =>
    tf.tidy(() => {
      let error = Number.NaN;
      const { grads } = tf.variableGrads(() => {
        const measured = errorOf(rows);
        error = measured.dataSync()[0]!;
        if (l2 === 0) return measured;
        const penalty = variables.filter((_, p) => specs[p]!.penalised).map((weight) => tf.sum(tf.square(weight)));
        return tf.add(measured, tf.mul(l2 / 2, tf.addN(penalty)));
      }, variables);
      steps += 1;
      clip(variables.map(({ name }) => grads[name]!)).forEach((gradient, p) => apply(p, gradient, steps));
      return error;
    });
  const copy = (tensors: readonly Core.Tensor[]): Float32Array[] =>
    tensors.map((tensor) => Float32Array.from(tensor.dataSync()));
  const unload = (): void => {
    data?.observations.dispose();
    data?.targets.dispose();
    data = null;
  };

  return {
    get steps() {
      return steps;
    },
    stepsPerCall: 1,
    load(table) {
      requireTable(table, options);
      unload();
      const { count, observations, targets } = table;
      const type = head.kind === "bins" ? "int32" : "float32";
      data = {
        count,
        observations: tf.tensor2d(observations, [count, architecture.inputs]),
        targets: tf.tensor2d(targets, [count, targetWidth(options)], type),
      };
    },
    train(rows, batch) {
      requireRows(rows, batch, options, loaded().count);
      return Float32Array.from({ length: rows.length / batch }, (_, k) =>
        step(rows.subarray(k * batch, (k + 1) * batch)),
      );
    },
    error(rows) {
      requireRows(rows, rows.length, options, loaded().count);
      return tf.tidy(() => errorOf(rows).dataSync()[0]!);
    },
    predict(rows) {
      requireRows(rows, rows.length, options, loaded().count);
      return tf.tidy(() => Float32Array.from(outputsOf(rowsOf(rows)).dataSync()));
    },
    state: () => ({ steps, parameters: copy(variables), moments: copy(moments) }),
    restore,
    dispose() {
      unload();
      for (const variable of [...variables, ...moments]) variable.dispose();
    },
  };
}
