import type {
  OnnxAttribute,
  OnnxGraph,
  OnnxModel,
  OnnxNode,
  OnnxTensor,
} from "../../src/node/policies/onnx/onnx-model.ts";

/** A constant of 32-bit floats, 0.1, 0.2, …, or of the values given. */
export function floats(
  shape: readonly number[],
  values?: readonly number[],
): OnnxTensor & { readonly type: "float32" } {
  const count = shape.reduce((product, size) => product * size, 1);
  return {
    type: "float32",
    shape,
    values: Float32Array.from(values ?? Array.from({ length: count }, (_, i) => (i + 1) / 10)),
  };
}

export function integers(...values: readonly number[]): OnnxTensor {
  return { type: "int64", shape: [values.length], values };
}

/** A node of ONNX's own operators; numbers are integer attributes. */
export function node(
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, number | OnnxAttribute>> = {},
): OnnxNode {
  return {
    op,
    domain: "",
    inputs,
    outputs,
    attributes: new Map(
      Object.entries(attributes).map(([name, value]) => [
        name,
        typeof value === "number" ? { kind: "integer", value } : value,
      ]),
    ),
  };
}

/** A model of another program, from `x` to `y`. */
export function foreignModel(
  nodes: readonly OnnxNode[],
  initializers: Readonly<Record<string, OnnxTensor>>,
  parts: Partial<OnnxGraph> = {},
): OnnxModel {
  return {
    irVersion: 10,
    opset: 20,
    producer: "pytorch",
    graph: {
      name: "main_graph",
      nodes,
      initializers: new Map(Object.entries(initializers)),
      inputs: [{ name: "x", type: "float32", shape: ["batch", 2] }],
      outputs: [{ name: "y", type: "float32", shape: ["batch", 1] }],
      ...parts,
    },
    metadata: new Map(),
  };
}
