import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { beforeAll, expect, test } from "vitest";
import { loadTensorflow } from "../../../../src/node/tensorflow/load-tensorflow.ts";
import type { LoadedTensorflow } from "../../../../src/node/tensorflow/load-tensorflow.ts";
import { createGraphEngine } from "../../../../src/node/trainer/graph-engine.ts";
import { createRng } from "../../../../src/shared/base/rng.ts";
import { initialiseLayers, layersDiffer } from "../../../../src/shared/learn/network.ts";
import { createEagerEngine } from "../../../../src/shared/learn/regression-engine.ts";
import type { RegressionEngine, RegressionOptions } from "../../../../src/shared/learn/regression-engine.ts";
import type { TransitionRows } from "../../../../src/shared/learn/transitions.ts";
import type { DenseLayer } from "../../../../src/shared/policy/policy.ts";

let loaded: LoadedTensorflow;
beforeAll(async () => {
  loaded = await loadTensorflow("node");
  if (loaded.backend !== "tensorflow") throw new Error(`TensorFlow's own library is needed: ${loaded.note ?? ""}`);
});

function optionsOf(
  parts: Partial<RegressionOptions> & { hidden?: number[]; activation?: "relu" | "tanh" } = {},
): RegressionOptions {
  const { hidden = [16, 8], activation = "relu", ...rest } = parts;
  return {
    architecture: { kind: "mlp", inputs: 11, hidden, outputs: 3, activation },
    optimizer: "adam",
    learningRate: 1e-3,
    l2: 0,
    ...rest,
  };
}

function randomRows(count: number, seed: number): TransitionRows {
  const rng = createRng(seed);
  return {
    count,
    observations: Float32Array.from({ length: count * 11 }, () => rng.normal()),
    actions: Float32Array.from({ length: count * 3 }, () => rng.uniform(-1, 1)),
  };
}

function difference(a: readonly DenseLayer[], b: readonly DenseLayer[]): number {
  const values = (layers: readonly DenseLayer[]): number[] =>
    layers.flatMap(({ weight, bias }) => [...weight, ...bias]);
  const other = values(b);
  return Math.max(...values(a).map((value, i) => Math.abs(value - (other[i] ?? Number.NaN))));
}

/** Losses and weights of some steps on batches of changing size. */
function train(engine: RegressionEngine, steps: number): { losses: number[]; layers: readonly DenseLayer[] } {
  const losses = Array.from({ length: steps }, (_, k) => engine.step(randomRows(8 + (k % 3) * 20, k)));
  const layers = engine.layers();
  expect(engine.steps).toBe(steps);
  engine.dispose();
  return { losses, layers };
}

const cases = (["adam", "sgd"] as const).flatMap((optimizer) =>
  (["relu", "tanh"] as const).flatMap((activation) => [0, 0.01].map((l2) => ({ optimizer, activation, l2 }))),
);

test.each(cases)("the graph and the eager engine agree: $optimizer $activation l2 $l2", (parts) => {
  const options = optionsOf(parts);
  const initial = initialiseLayers(options.architecture, createRng(3));
  const graph = train(createGraphEngine(loaded.tf, options, initial), 40);
  const eager = train(createEagerEngine(loaded.tf, options, initial), 40);
  expect(layersDiffer(graph.layers, initial)).toBe(true);
  graph.losses.forEach((loss, k) => expect(Math.abs(loss - (eager.losses[k] ?? Number.NaN))).toBeLessThan(1e-5));
  // Adam divides by the root of tiny second moments, which magnifies rounding: 40 steps of 1e-3 may move 0.04.
  expect(difference(graph.layers, eager.layers)).toBeLessThan(parts.optimizer === "sgd" ? 1e-6 : 1e-4);
});

test("one SGD step is the gradient, to 1e-6", () => {
  for (const activation of ["relu", "tanh"] as const) {
    const options = optionsOf({ optimizer: "sgd", learningRate: 1, l2: 0.1, hidden: [128, 64], activation });
    const initial = initialiseLayers(options.architecture, createRng(4));
    expect(
      difference(
        train(createGraphEngine(loaded.tf, options, initial), 1).layers,
        train(createEagerEngine(loaded.tf, options, initial), 1).layers,
      ),
    ).toBeLessThan(1e-6);
  }
});

test("error and predictions agree, and measuring does not train", () => {
  const options = optionsOf();
  const initial = initialiseLayers(options.architecture, createRng(5));
  const [graph, eager] = [
    createGraphEngine(loaded.tf, options, initial),
    createEagerEngine(loaded.tf, options, initial),
  ];
  const rows = randomRows(33, 9);
  expect(graph.error(rows)).toBeCloseTo(eager.error(rows), 6);
  const expected = eager.predict(rows);
  graph.predict(rows).forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 6));
  expect(graph.layers()).toEqual(initial);
  graph.dispose();
  eager.dispose();
});

test("the same steps give the same bits, also with two models at once; nothing is left behind", () => {
  const { tf } = loaded;
  const options = optionsOf();
  const initial = initialiseLayers(options.architecture, createRng(6));
  const before = tf.memory().numTensors;
  const folders = readdirSync(tmpdir()).filter((name) => name.startsWith("pogo-graph-")).length;
  const alone = train(createGraphEngine(tf, options, initial), 20);
  const [one, two] = [
    createGraphEngine(tf, options, initial),
    createGraphEngine(tf, optionsOf({ learningRate: 0.1 }), initial),
  ];
  for (let k = 0; k < 20; k += 1) {
    one.step(randomRows(8 + (k % 3) * 20, k));
    two.step(randomRows(64, k));
  }
  expect(one.layers()).toEqual(alone.layers);
  expect(layersDiffer(one.layers(), two.layers())).toBe(true);
  one.dispose();
  two.dispose();
  expect(tf.memory().numTensors).toBe(before);
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith("pogo-graph-")).length).toBe(folders);
});
