import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { beforeAll, expect, test } from "vitest";
import { loadTensorflow } from "../../../../src/node/tensorflow/load-tensorflow.ts";
import type { LoadedTensorflow } from "../../../../src/node/tensorflow/load-tensorflow.ts";
import { openGraphSession } from "../../../../src/node/trainer/graph-session.ts";
import { createEagerEngine } from "../../../../src/shared/learn/eager-engine.ts";
import { createGraphEngine } from "../../../../src/shared/learn/graph-engine.ts";
import { parametersDiffer } from "../../../../src/shared/learn/network.ts";
import type { EngineState, TrainingEngine, TrainingOptions } from "../../../../src/shared/learn/training-engine.ts";
import { buildEngineState, buildTable, buildTrainingOptions, drawRows } from "../../../builders/training.ts";

let loaded: LoadedTensorflow;
beforeAll(async () => {
  loaded = await loadTensorflow("node");
  if (loaded.backend !== "tensorflow") throw new Error(`TensorFlow's own library is needed: ${loaded.note ?? ""}`);
});

function graphEngine(options: TrainingOptions, initial: EngineState): TrainingEngine {
  const open = (model: Uint8Array): ReturnType<typeof openGraphSession> => openGraphSession(loaded.tf, model);
  return createGraphEngine({ ...options, open, now: () => performance.now() }, initial);
}

type Create = typeof graphEngine;
const eagerEngine: Create = (options, initial) => createEagerEngine(loaded.tf, options, initial);

/** Trains `calls` on rows of their own and answers what came of it. */
function train(create: Create, options: TrainingOptions, calls: readonly Int32Array[], batch: number) {
  const engine = create(options, buildEngineState(options));
  engine.load(buildTable(options));
  const losses = calls.flatMap((rows) => [...engine.train(rows, batch)]);
  const state = engine.state();
  engine.dispose();
  return { losses, state };
}

function largest(values: readonly Float32Array[]): number {
  return Math.max(...values.map((each) => Math.max(...each.map(Math.abs))));
}

function difference(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  expect(a.map(({ length }) => length)).toEqual(b.map(({ length }) => length));
  return largest(a.map((values, p) => values.map((value, i) => value - b[p]![i]!)));
}

const cases = (["mlp", "lstm"] as const).flatMap((kind) =>
  (["linear", "bins"] as const).flatMap((head) =>
    (["relu", "tanh"] as const).flatMap((activation) =>
      [0, 0.03].flatMap((l2) => [0, 0.5].map((clipNorm) => ({ kind, head, activation, l2, clipNorm }))),
    ),
  ),
);
const name = "$kind $head $activation l2 $l2 clip $clipNorm";

test.each(cases)(`the gradients of both engines agree: ${name}`, (parts) => {
  // A step of gradient descent at rate 1 subtracts the gradient.
  const options = buildTrainingOptions({ ...parts, optimizer: "sgd", learningRate: 1 });
  const before = buildEngineState(options).parameters;
  const rows = [drawRows(1, 20)];
  const [graph, eager] = [train(graphEngine, options, rows, 20), train(eagerEngine, options, rows, 20)];
  const size = difference(before, eager.state.parameters);
  expect(size).toBeGreaterThan(1e-2);
  expect(difference(graph.state.parameters, eager.state.parameters)).toBeLessThan(1e-6 * Math.max(1, size));
  if (parts.clipNorm > 0 && parts.l2 === 0) {
    const after = eager.state.parameters.flatMap((values) => [...values]);
    const changes = before.flatMap((values) => [...values]).map((value, i) => value - after[i]!);
    expect(Math.hypot(...changes)).toBeLessThan(parts.clipNorm * (1 + 1e-5));
  }
});

const both = cases.filter(({ l2, clipNorm }) => l2 > 0 === clipNorm > 0);
test.each(both.flatMap((parts) => (["adam", "sgd"] as const).map((optimizer) => ({ optimizer, ...parts }))))(
  `loss curves coincide, and many steps in one call are the same bits: $optimizer ${name}`,
  (parts) => {
    const options = buildTrainingOptions(parts);
    const rows = drawRows(12, 9);
    const single = Array.from({ length: 12 }, (_, k) => rows.slice(9 * k, 9 * k + 9));
    const graph = train(graphEngine, options, [rows], 9);
    expect(train(graphEngine, options, single, 9)).toEqual(graph);
    const eager = train(eagerEngine, options, single, 9);
    expect(graph.state.steps).toBe(12);
    expect(parametersDiffer(graph.state.parameters, buildEngineState(options).parameters)).toBe(true);
    graph.losses.forEach((loss, k) => expect(Math.abs(loss - eager.losses[k]!)).toBeLessThan(2e-5));
    // Adam divides by the root of tiny second moments, which magnifies rounding.
    const limit = parts.optimizer === "sgd" ? 1e-6 : 5e-4;
    expect(difference(graph.state.parameters, eager.state.parameters)).toBeLessThan(limit);
  },
);

test("errors and outputs agree, and measuring does not train", () => {
  for (const kind of ["mlp", "lstm"] as const) {
    for (const head of ["linear", "bins"] as const) {
      const options = buildTrainingOptions({ kind, head });
      const initial = buildEngineState(options);
      const [graph, eager] = [graphEngine(options, initial), eagerEngine(options, initial)];
      for (const engine of [graph, eager]) engine.load(buildTable(options));
      const rows = drawRows(1, 33);
      expect(graph.error(rows)).toBeCloseTo(eager.error(rows), 6);
      expect(difference([graph.predict(rows)], [eager.predict(rows)])).toBeLessThan(1e-6);
      for (const engine of [graph, eager]) {
        expect(engine.state().parameters).toEqual(initial.parameters);
        engine.dispose();
      }
    }
  }
});

test.each(["adam", "sgd"] as const)("a state goes on to the same bits, in either engine (%s)", (optimizer) => {
  for (const create of [graphEngine, eagerEngine]) {
    const options = buildTrainingOptions({ optimizer, kind: "lstm" });
    const [first, second] = [drawRows(5, 8, 4), drawRows(7, 8, 5)];
    const whole = train(create, options, [first, second], 8);
    const part = train(create, options, [first], 8);
    const engine = create(options, part.state);
    engine.load(buildTable(options));
    const losses = [...engine.train(second, 8)];
    expect({ losses: [...part.losses, ...losses], state: engine.state() }).toEqual(whole);
    engine.dispose();
  }
});

test("two models at once do not disturb each other, and nothing is left behind", () => {
  const { tf } = loaded;
  const options = buildTrainingOptions();
  const before = tf.memory().numTensors;
  const folders = (): number => readdirSync(tmpdir()).filter((each) => each.startsWith("pogo-graph-")).length;
  const foldersBefore = folders();
  const alone = train(graphEngine, options, [drawRows(20, 8)], 8);
  const [one, two] = [
    graphEngine(options, buildEngineState(options)),
    eagerEngine(buildTrainingOptions({ learningRate: 0.1 }), buildEngineState(options)),
  ];
  for (const engine of [one, two]) engine.load(buildTable(options));
  for (let k = 0; k < 20; k += 1) {
    one.train(drawRows(20, 8).subarray(8 * k, 8 * k + 8), 8);
    two.train(drawRows(1, 30, k), 30);
  }
  expect(one.state()).toEqual(alone.state);
  const during = tf.memory().numTensors;
  two.train(drawRows(1, 30), 30);
  expect(tf.memory().numTensors).toBe(during);
  for (const engine of [one, two]) engine.dispose();
  expect(tf.memory().numTensors).toBe(before);
  expect(folders()).toBe(foldersBefore);
});

test("what does not fit is refused before TensorFlow sees it", () => {
  for (const create of [graphEngine, eagerEngine]) {
    const options = buildTrainingOptions({ kind: "lstm", head: "bins" });
    const engine = create(options, buildEngineState(options));
    const table = buildTable(options);
    engine.load(table);
    expect(() => engine.train(Int32Array.of(57), 1)).toThrow("row 57 is not in 0…56");
    expect(() => engine.train(Int32Array.of(-1), 1)).toThrow("row -1");
    expect(() => engine.train(Int32Array.of(1, 2, 3), 2)).toThrow("no batches of 2");
    expect(() => engine.train(new Int32Array(0), 1)).toThrow("no batches");
    expect(() => engine.load({ ...table, count: 59 })).toThrow("no 59 rows");
    expect(() => engine.load({ ...table, targets: new Float32Array(table.targets.length) })).toThrow("whole numbers");
    expect(() => engine.load({ ...table, targets: table.targets.map(() => 7) })).toThrow("not in 0…6");
    engine.train(Int32Array.of(56), 1);
    engine.dispose();
  }
});

test("a session that failed once is not used again", () => {
  const options = buildTrainingOptions();
  let session: ReturnType<typeof openGraphSession> | null = null;
  const engine = createGraphEngine(
    { ...options, now: () => 0, open: (model) => (session = openGraphSession(loaded.tf, model)) },
    buildEngineState(options),
  );
  expect(() => session!.run([], ["nothing:0"])).toThrow("not be found");
  expect(() => engine.state()).toThrow("failed before");
  engine.dispose();
});
