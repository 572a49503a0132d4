import { expect, test } from "vitest";
import { loadTensorflow } from "../../../../src/node/tensorflow/load-tensorflow.ts";
import { createEngine } from "../../../../src/node/trainer/create-engine.ts";
import { buildEngineState, buildTable, buildTrainingOptions, drawRows } from "../../../builders/training.ts";

test("a hundred trainings in one process leave no tensor and no memory behind", async () => {
  const loaded = await loadTensorflow("node");
  const options = buildTrainingOptions();
  const trainOne = (): void => {
    const { engine } = createEngine(loaded, options, buildEngineState(options));
    engine.load(buildTable(options));
    engine.train(drawRows(10, 8), 8);
    engine.dispose();
  };
  for (let k = 0; k < 20; k += 1) trainOne();
  const before = { tensors: loaded.tf.memory().numTensors, rss: process.memoryUsage.rss() };
  for (let k = 0; k < 80; k += 1) trainOne();
  expect(loaded.tf.memory().numTensors).toBe(before.tensors);
  // One model takes about 4.5 MB while it is loaded: 80 that stay would be 360. What a process keeps besides depends on
  // the machine's threads.
  expect(process.memoryUsage.rss() - before.rss).toBeLessThan(180e6);
}, 300_000);
