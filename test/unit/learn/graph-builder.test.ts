import { expect, test } from "vitest";
import { FLOAT, GraphBuilder } from "../../../src/shared/learn/graph/graph-builder.ts";
import { ProtoWriter } from "../../../src/shared/learn/graph/proto-writer.ts";
import { buildRegressionGraph } from "../../../src/shared/learn/graph/regression-graph.ts";

test("the wire format of the protocol buffer documentation", () => {
  // protobuf.dev/programming-guides/encoding: field 1 = 150; field 2 = "testing"; −1 as a ten-byte varint.
  expect([...new ProtoWriter().integer(1, 150).finish()]).toEqual([0x08, 0x96, 0x01]);
  expect([...new ProtoWriter().text(2, "testing").finish()]).toEqual([0x12, 7, ...Buffer.from("testing")]);
  expect([...new ProtoWriter().integer(1, -1).finish()]).toEqual([
    0x08,
    ...Array.from({ length: 9 }, () => 0xff),
    0x01,
  ]);
  expect([...new ProtoWriter().float(4, 1).finish()]).toEqual([0x25, 0, 0, 0x80, 0x3f]);
  expect([...new ProtoWriter().message(3, new ProtoWriter().integer(1, 150)).finish()]).toEqual([
    0x1a, 3, 0x08, 0x96, 0x01,
  ]);
  expect([...new ProtoWriter().integer(16, 0).finish()]).toEqual([0x80, 0x01, 0]);
});

test("a graph refuses a name twice, and inputs it does not have", () => {
  const graph = new GraphBuilder();
  const add = (name: string, inputs: readonly string[], after: readonly string[] = []): string =>
    graph.node("AddN", name, inputs, { T: { type: FLOAT } }, after);
  add("a", []);
  add("b", ["a:0"], ["a"]);
  expect(() => add("a", [])).toThrow("a already");
  expect(() => add("c", ["missing"])).toThrow("needs missing");
  expect(() => add("d", ["a"], ["later"])).toThrow("needs later");
});

test("every parameter is updated before a training step can be fetched", () => {
  for (const optimizer of ["adam", "sgd"] as const) {
    const architecture = { kind: "mlp" as const, inputs: 2, hidden: [3, 4], outputs: 1, activation: "tanh" as const };
    const { model, parameters } = buildRegressionGraph({ architecture, optimizer, learningRate: 1, l2: 0 });
    const text = Buffer.from(model).toString("latin1");
    expect(parameters).toHaveLength(6);
    for (const name of ["w0", "b0", "w1", "b1", "w2", "b2"]) expect(text).toContain(`^${name}_apply`);
  }
});
