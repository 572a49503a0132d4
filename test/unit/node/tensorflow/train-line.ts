import type { Scalar } from "@tensorflow/tfjs-core";
import type { LoadedTensorflow, PreferredBackend } from "../../../../src/node/tensorflow/load-tensorflow.ts";
import { loadTensorflow } from "../../../../src/node/tensorflow/load-tensorflow.ts";

/** What a small training run came to. */
export interface TrainingReport {
  readonly backend: LoadedTensorflow["backend"];
  readonly version: string;
  readonly note: string | undefined;
  readonly losses: readonly number[];
  readonly weights: readonly number[];
}

/** Fits y = 2a - 3b + 1 by 200 Adam steps from fixed weights: the same numbers on every backend, up to rounding. */
export async function trainLine(prefer: PreferredBackend): Promise<TrainingReport> {
  const { tf, backend, version, note } = await loadTensorflow(prefer);
  const rows = Array.from({ length: 64 }, (_, i) => [Math.sin(i), Math.cos(3 * i)] as const);
  const inputs = tf.tensor2d(rows.flat(), [64, 2]);
  const targets = tf.tensor2d(
    rows.map(([a, b]) => 2 * a - 3 * b + 1),
    [64, 1],
  );
  const weights = tf.variable(tf.tensor2d([0.1, -0.1], [2, 1]));
  const bias = tf.variable(tf.scalar(0));
  const optimizer = tf.train.adam(0.05);
  const losses: number[] = [];
  for (let step = 0; step < 200; step += 1) {
    const loss = optimizer.minimize(
      () => tf.mean<Scalar>(tf.square(tf.sub(tf.add(tf.matMul(inputs, weights), bias), targets))),
      true,
    );
    if (loss === null) throw new Error("the optimiser returned no loss");
    losses.push((await loss.data())[0] ?? Number.NaN);
    loss.dispose();
  }
  return { backend, version, note, losses, weights: [...(await weights.data()), ...(await bias.data())] };
}
