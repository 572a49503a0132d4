import { performance } from "node:perf_hooks";
import { createGraphEngine } from "../src/node/trainer/graph-engine.ts";
import { loadTensorflow } from "../src/node/tensorflow/load-tensorflow.ts";
import { createRng } from "../src/shared/base/rng.ts";
import { initialiseLayers } from "../src/shared/learn/network.ts";
import { createEagerEngine } from "../src/shared/learn/regression-engine.ts";
import type { RegressionEngine } from "../src/shared/learn/regression-engine.ts";
import { gatherRows, shuffled } from "../src/shared/learn/transitions.ts";
import type { TransitionRows } from "../src/shared/learn/transitions.ts";

const ROWS = 20_000;
const ROUND_MS = 1500;
const ROUNDS = 3;

interface Measured {
  readonly engine: "graph" | "eager";
  readonly batch: number;
  /** gradient steps per second, median of interleaved rounds, gathering the rows included */
  readonly stepsPerSecond: number;
}

interface Contestant {
  readonly engine: Measured["engine"];
  readonly trainer: RegressionEngine;
  readonly rates: number[];
}

/** Gradient steps per second, 11-128-64-3, ReLU, Adam, at three batch sizes, with both engines. */
export async function run(report: (line: string) => void): Promise<{ backend: string; results: readonly Measured[] }> {
  const loaded = await loadTensorflow("node");
  const options = {
    architecture: { kind: "mlp" as const, inputs: 11, hidden: [128, 64], outputs: 3, activation: "relu" as const },
    optimizer: "adam" as const,
    learningRate: 1e-3,
    l2: 0,
  };
  const rng = createRng(1);
  const rows: TransitionRows = {
    count: ROWS,
    observations: Float32Array.from({ length: ROWS * 11 }, () => rng.normal()),
    actions: Float32Array.from({ length: ROWS * 3 }, () => rng.uniform(-1, 1)),
  };
  const order = shuffled(ROWS, rng);
  const initial = initialiseLayers(options.architecture, rng);
  const backend = `${loaded.backend} ${loaded.version}`;
  report(`11-128-64-3, ReLU, Adam, ${backend}: gradient steps per second`);
  const results: Measured[] = [];
  for (const batch of [64, 256, 1024]) {
    const all: Contestant[] = [{ engine: "eager", trainer: createEagerEngine(loaded.tf, options, initial), rates: [] }];
    if (loaded.backend === "tensorflow")
      all.unshift({ engine: "graph", trainer: createGraphEngine(loaded.tf, options, initial), rates: [] });
    for (let round = 0; round <= ROUNDS; round += 1)
      for (const { trainer, rates } of all) rates.push(rate(trainer, rows, order, batch));
    for (const { engine, trainer, rates } of all) {
      trainer.dispose();
      // The first round warms up.
      const stepsPerSecond = rates.slice(1).toSorted((a, b) => a - b)[ROUNDS >> 1]!;
      results.push({ engine, batch, stepsPerSecond });
      report(`  batch ${batch}, ${engine}: ${stepsPerSecond.toFixed(0)}`);
    }
  }
  return { backend, results };
}

function rate(trainer: RegressionEngine, rows: TransitionRows, order: Int32Array, batch: number): number {
  const started = performance.now();
  let steps = 0;
  for (let at = 0; performance.now() - started < ROUND_MS; at += batch, steps += 1) {
    if (at + batch > rows.count) at = 0;
    trainer.step(gatherRows(rows, order, at, at + batch));
  }
  return (steps * 1000) / (performance.now() - started);
}
