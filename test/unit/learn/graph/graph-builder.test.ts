import { expect, test } from "vitest";
import { encodeSavedModel } from "../../../../src/shared/learn/graph/encode-graph.ts";
import { gradients } from "../../../../src/shared/learn/graph/gradients.ts";
import { GraphBuilder } from "../../../../src/shared/learn/graph/graph-builder.ts";
import { loop } from "../../../../src/shared/learn/graph/loop.ts";
import * as op from "../../../../src/shared/learn/graph/operations.ts";
import { assign, assignAdd, read } from "../../../../src/shared/learn/graph/variables.ts";

const COUNTER = { name: "counter", type: "int32", shape: [] } as const;

test("an effect that nothing fetched makes run is refused: a graph cannot silently not train", () => {
  const g = new GraphBuilder();
  const node = assign(g, COUNTER, op.integers(g, [0], []));
  expect(() => encodeSavedModel(g)).toThrow("nothing that is fetched makes AssignVariableOp");
  g.fetch("reset", op.integers(g, [1], []), [node]);
  expect(encodeSavedModel(g).length).toBeGreaterThan(100);
});

test("a loop ties its effects to every result, and is itself an effect", () => {
  const g = new GraphBuilder();
  const made = loop(g, {
    name: "count",
    count: op.integers(g, [3], []),
    state: [],
    fixed: [],
    body: ({ g: inner }) => {
      assignAdd(inner, COUNTER, op.integers(inner, [1], []));
      return [];
    },
  });
  expect(() => encodeSavedModel(g)).toThrow("nothing that is fetched makes While");
  g.fetch("done", read(g, COUNTER, [made.node]), [made.node]);
  for (const result of g.functions[1]!.results)
    expect(result.node.after.map(({ op }) => op)).toEqual(["AssignAddVariableOp"]);
  expect(encodeSavedModel(g).length).toBeGreaterThan(100);
});

test("wrong shapes, foreign nodes, double names and missing rules are found while the graph is built", () => {
  const g = new GraphBuilder();
  const x = op.placeholder(g, "x", "float32", [null, 3]);
  const w = op.placeholder(g, "w", "float32", [4, 2]);
  expect(() => op.matMul(g, x, w)).toThrow("[?, 3] and [4, 2] cannot be multiplied");
  expect(() => op.add(g, x, w)).toThrow("do not go together");
  expect(() => op.biasAdd(g, x, op.integers(g, [1, 2], [2]))).toThrow("does not fit");
  expect(() => op.split(g, x, 2, 1)).toThrow("no 2 equal parts");
  expect(() => assign(g, COUNTER, x)).toThrow("counter is int32 [], not float32 [?, 3]");
  expect(() => op.relu(new GraphBuilder(), x)).toThrow("this graph does not have");
  expect(() => op.placeholder(g, "x", "float32", [])).toThrow("has a node x already");
  const largest = op.maximum(g, op.mean(g, x), op.mean(g, w));
  expect(() => gradients(g, largest, [w])).toThrow("there is no gradient of Maximum");
  expect(() => gradients(g, op.mean(g, x), [w])).toThrow("does not depend on Placeholder w");
  expect(() => gradients(g, x, [w])).toThrow("only a scalar");
});

test("only what leads to the wanted values is differentiated, and a weight's uses become one product", () => {
  const g = new GraphBuilder();
  const x = op.placeholder(g, "x", "float32", [null, 3]);
  const w = op.placeholder(g, "w", "float32", [3, 3]);
  const twice = op.matMul(g, op.tanh(g, op.matMul(g, x, w)), w);
  const before = g.nodes.length;
  const [gradient] = gradients(g, op.mean(g, twice), [w]);
  expect(gradient!.shape).toEqual([3, 3]);
  const added = g.nodes.slice(before).map(({ op }) => op);
  // One product back through the second use, one for the weight; none for x.
  expect(added.filter((each) => each === "MatMul")).toHaveLength(2);
  expect(added.filter((each) => each === "ConcatV2")).toHaveLength(2);
});
