import { beforeAll, expect, test } from "vitest";
import { loadTensorflow } from "../../../src/node/tensorflow/load-tensorflow.ts";
import type { LoadedTensorflow } from "../../../src/node/tensorflow/load-tensorflow.ts";
import { createEngine } from "../../../src/node/trainer/create-engine.ts";
import { createRng } from "../../../src/shared/base/rng.ts";
import { trainBc } from "../../../src/shared/learn/algorithms/bc.ts";
import type { BcOptions, BcResult, BcRun, BcState } from "../../../src/shared/learn/algorithms/bc.ts";
import type { Checkpoint, LossPoint, TrainerHost } from "../../../src/shared/learn/trainer.ts";
import type { EngineState, TrainingEngine } from "../../../src/shared/learn/training-engine.ts";
import type { TransitionData } from "../../../src/shared/learn/transitions.ts";

let loaded: LoadedTensorflow;
beforeAll(async () => {
  loaded = await loadTensorflow("node");
});

const OPTIONS: BcOptions = {
  hidden: [16],
  activation: "tanh",
  head: "linear",
  bins: 21,
  recurrent: "none",
  cells: 8,
  window: 4,
  clipNorm: 0,
  split: "seed",
  optimizer: "adam",
  learningRate: 0.01,
  batchSize: 32,
  epochs: 12,
  l2: 0,
  normaliser: true,
  validationFraction: 0.25,
  earlyStop: 0,
  evaluationEpisodes: 2,
};

/** Episodes of a demonstrator whose action is a smooth function of two inputs of very different scale. */
function demonstrations(): TransitionData {
  const rng = createRng(11);
  const episodes = Array.from({ length: 8 }, (_, e) => {
    const steps = 60;
    const observations = Float32Array.from({ length: steps * 2 }, (_, at) =>
      at % 2 === 0 ? rng.normal() * 100 + 50 : rng.normal(),
    );
    const actions = Float32Array.from({ length: steps }, (_, t) =>
      Math.tanh(((observations[2 * t] ?? 0) - 50) / 100 - (observations[2 * t + 1] ?? 0)),
    );
    return { id: `e${e}`, steps, observations, actions };
  });
  return { inputs: 2, outputs: 1, episodes };
}

interface Recorded {
  readonly points: LossPoint[];
  readonly checkpoints: Checkpoint[];
  result: BcResult;
}

const createOne: BcRun["createEngine"] = (wanted, initial) => createEngine(loaded, wanted, initial).engine;

async function train(
  options: Partial<BcOptions> = {},
  seed = 1,
  host: Partial<TrainerHost> = {},
  engineOf: BcRun["createEngine"] = createOne,
  parts: Partial<BcRun> = {},
): Promise<Recorded> {
  const points: LossPoint[] = [];
  const checkpoints: Checkpoint[] = [];
  const result = await trainBc({
    data: demonstrations(),
    options: { ...OPTIONS, ...options },
    seed,
    createEngine: engineOf,
    ...parts,
    host: {
      signal: new AbortController().signal,
      breathe: () => Promise.resolve(),
      onProgress: () => undefined,
      onPoint: (point) => points.push(point),
      onCheckpoint: (checkpoint) => checkpoints.push(checkpoint),
      rollOut: null,
      ...host,
    },
  });
  return { points, checkpoints, result };
}

test.each([
  ["adam", "tanh", 0.01],
  ["adam", "relu", 0.01],
  ["sgd", "tanh", 0.3],
  ["sgd", "relu", 0.3],
] as const)(
  "%s with %s learns the demonstrator, on episodes it has not seen",
  async (optimizer, activation, learningRate) => {
    const { points, result } = await train({ optimizer, activation, learningRate, epochs: 40 });
    const heldOut = points.flatMap(({ validationLoss }) => (validationLoss === null ? [] : [validationLoss]));
    expect(heldOut).toHaveLength(40);
    expect(heldOut.at(-1)).toBeLessThan(0.02);
    expect(heldOut.at(-1)).toBeLessThan((heldOut[0] ?? 0) / 3);
    expect(result.last.validationLoss).toBe(heldOut.at(-1));
    expect(result.trainingEpisodes).toHaveLength(6);
    expect(result.validationEpisodes).toHaveLength(2);
    expect(result.steps).toBe(40 * Math.ceil(360 / 32));
  },
);

test("the same seed gives the same weights bit for bit, another seed others", async () => {
  const [a, b, c] = [await train(), await train(), await train({}, 2)];
  expect(a.result.last.network).toEqual(b.result.last.network);
  expect(a.points).toEqual(b.points);
  expect(a.result.last.network.layers).not.toEqual(c.result.last.network.layers);
});

test("the normaliser is what makes unequal scales learnable, and can be off", async () => {
  const on = await train();
  const off = await train({ normaliser: false });
  expect(off.result.last.network.normaliser).toBeNull();
  expect(on.result.last.loss).toBeLessThan(off.result.last.loss / 2);
});

test("the L2 penalty makes weights smaller", async () => {
  const size = ({ result }: Recorded): number =>
    Math.max(...result.last.network.layers.map(({ weight }) => Math.hypot(...weight)));
  expect(size(await train({ l2: 0.1 }))).toBeLessThan(size(await train()) / 2);
});

test("the kept checkpoint is the one that drives best, whatever its loss; the last is reported too", async () => {
  const returns = [10, 50, 30, 20, 5];
  const seeds: (readonly number[])[] = [];
  const rollOut: TrainerHost["rollOut"] = (_, wanted) => {
    const value = returns[seeds.length] ?? 0;
    seeds.push(wanted);
    return Promise.resolve(
      wanted.map((seed) => ({ seed, steps: 1, return: value, terminated: true, cause: "height" as const })),
    );
  };
  const { result } = await train({ epochs: 10 }, 1, { rollOut });
  expect(seeds).toHaveLength(5);
  expect(new Set(seeds.map(String)).size).toBe(1);
  expect([result.best.epoch, result.best.meanReturn]).toEqual([4, 50]);
  expect([result.last.epoch, result.last.meanReturn]).toEqual([10, 5]);
});

test("early stop ends a run whose held-out loss no longer falls; off by default", async () => {
  const { points, result } = await train({ learningRate: 0.2, epochs: 200, earlyStop: 3 });
  const heldOut = points.flatMap(({ validationLoss }) => (validationLoss === null ? [] : [validationLoss]));
  expect(result.last.epoch).toBeLessThan(200);
  expect(Math.min(...heldOut)).toBe(heldOut[result.last.epoch - 1 - 3]);
});

test("an abort ends the run between two calls, and tells the state it stopped in", async () => {
  const controller = new AbortController();
  let steps = 0;
  const stopped: BcState[] = [];
  const onProgress = ({ step }: { step: number }): void => {
    steps = step;
    if (step >= 5) controller.abort();
  };
  const run = train({}, 1, { signal: controller.signal, onProgress }, createOne, {
    onState: (capture, stopping) => {
      if (stopping) stopped.push(capture());
    },
  });
  await expect(run).rejects.toMatchObject({ failure: { kind: "cancelled" } });
  expect(steps).toBeLessThan(40);
  expect(stopped.map(({ engine }) => engine.steps)).toEqual([steps]);
});

test.each([
  { recurrent: "none", head: "linear" },
  { recurrent: "lstm", head: "linear" },
  { recurrent: "none", head: "bins" },
] as const)("a run that goes on from any of its states ends in the same bits ($recurrent, $head)", async (parts) => {
  const options = { ...parts, batchSize: 4, epochs: 4, evaluationEpisodes: 2, learningRate: 0.01 };
  let best = 0;
  // Returns that make an early checkpoint the best, so that it must survive in the state.
  const rollOut: TrainerHost["rollOut"] = (network, seeds) => {
    best = network.layers[0]!.bias[0]!;
    return Promise.resolve(
      seeds.map((seed) => ({ seed, steps: 1, return: -Math.abs(best), terminated: true, cause: "height" })),
    );
  };
  const states: BcState[] = [];
  const onState: BcRun["onState"] = (capture) => states.push(structuredClone(capture()));
  const whole = await train(options, 1, { rollOut }, createOne, { onState });
  expect(states.length).toBeGreaterThan(4);
  for (const resume of [states[0], states[Math.floor(states.length / 2)], states.at(-1)]) {
    const rest = await train(options, 1, { rollOut }, createOne, { resume });
    expect(rest.result).toEqual(whole.result);
    expect(rest.points).toEqual(whole.points);
  }
});

test("a run may begin with given weights and keeps their normaliser", async () => {
  const first = await train({ epochs: 3 });
  const { layers, lstm, normaliser } = first.result.last.network;
  const init = { layers, lstm, normaliser: { mean: normaliser!.mean.map((x) => x + 1), std: normaliser!.std } };
  const next = await train({ epochs: 1, learningRate: 1e-6, optimizer: "sgd" }, 2, {}, createOne, { init });
  expect(next.result.last.network.normaliser).toEqual(init.normaliser);
  next.result.last.network.layers.forEach(({ weight }, l) =>
    weight.forEach((value, i) => expect(value).toBeCloseTo(layers[l]!.weight[i]!, 4)),
  );
});

test("a memory learns what an observation alone does not tell", async () => {
  // The action is the observation of two steps before.
  const rng = createRng(5);
  const episodes = Array.from({ length: 8 }, (_, e) => {
    const observations = Float32Array.from({ length: 64 }, () => rng.uniform(-1, 1));
    return { id: `e${e}`, steps: 64, observations, actions: observations.map((_, t) => observations[t - 2] ?? 0) };
  });
  const data = { inputs: 1, outputs: 1, episodes };
  const options = { hidden: [8], cells: 16, window: 8, epochs: 60, batchSize: 64, evaluationEpisodes: 0 };
  const memory = await train({ ...options, recurrent: "lstm" }, 1, {}, createOne, { data });
  const none = await train(options, 1, {}, createOne, { data });
  expect(none.result.last.validationLoss).toBeGreaterThan(0.2);
  expect(memory.result.last.validationLoss).toBeLessThan(0.1);
});

test("choosing among bins learns the demonstrator too", async () => {
  const { points } = await train({ head: "bins", bins: 11, epochs: 40 });
  const heldOut = points.flatMap(({ validationLoss }) => (validationLoss === null ? [] : [validationLoss]));
  expect(heldOut[0]).toBeGreaterThan(1.5);
  expect(heldOut.at(-1)).toBeLessThan(0.8);
});

test("a run that diverges says so, with the remedy", async () => {
  const run = train({ optimizer: "sgd", learningRate: 10, normaliser: false, activation: "relu" });
  await expect(run).rejects.toMatchObject({
    failure: { kind: "invalid-input", remedy: expect.stringContaining("learning rate") },
  });
});

test("an engine that does not train is found out", async () => {
  const run = trainBc({
    data: demonstrations(),
    options: OPTIONS,
    seed: 1,
    createEngine: (_, initial) => ({
      ...countingEngine(initial),
      steps: 144,
      train: () => Float32Array.of(1),
      state: () => initial,
    }),
    host: {
      signal: new AbortController().signal,
      breathe: () => Promise.resolve(),
      onProgress: () => undefined,
      onPoint: () => undefined,
      onCheckpoint: () => undefined,
      rollOut: null,
    },
  });
  await expect(run).rejects.toThrow("left every weight as it was");
});

/** An engine whose loss at step n is n, and which needs no TensorFlow. */
function countingEngine(initial: EngineState): TrainingEngine {
  let steps = 0;
  return {
    get steps() {
      return steps;
    },
    stepsPerCall: 1,
    load: () => undefined,
    train() {
      steps += 1;
      return Float32Array.of(steps);
    },
    error: () => 7,
    predict: () => new Float32Array(0),
    state: () => ({ ...initial, steps, parameters: initial.parameters.map((values) => values.map((w) => w + steps)) }),
    restore: () => undefined,
    dispose: () => undefined,
  };
}

test("the curve is thinned to about a thousand points, each the mean of the losses since the one before", async () => {
  const { points, result } = await train({ batchSize: 1, epochs: 20 }, 1, {}, (_, initial) => countingEngine(initial));
  expect(result.steps).toBe(7200);
  expect(points.length).toBeGreaterThan(1000);
  expect(points.length).toBeLessThan(1120);
  expect(points.slice(0, 2).map(({ step, loss }) => [step, loss])).toEqual([
    [7, 4],
    [14, 11],
  ]);
  expect(points.at(-1)).toMatchObject({ step: 7200, epoch: 20, validationLoss: 7 });
  expect(points.filter(({ validationLoss }) => validationLoss !== null)).toHaveLength(20);
});
