import type { OnnxGraph, OnnxNode, OnnxTensor } from "./onnx-model.ts";

/** A graph whose constants are told apart from what is computed of the observation. */
export interface SeparatedGraph {
  readonly constants: ReadonlyMap<string, OnnxTensor>;
  /** the other nodes, in their order */
  readonly nodes: readonly OnnxNode[];
}

/** Initializers, Constant nodes, and what exporters make of them: Identity (a shared tensor) and Transpose (a weight). */
export function separateConstants({ initializers, nodes }: OnnxGraph): SeparatedGraph {
  const constants = new Map(initializers);
  const rest = nodes.filter((node) => {
    const tensor = constantOf(node, constants);
    const [name] = node.outputs;
    if (tensor === null || name === undefined) return true;
    constants.set(name, tensor);
    return false;
  });
  return { constants, nodes: rest };
}

function constantOf(
  { op, domain, inputs, attributes }: OnnxNode,
  constants: ReadonlyMap<string, OnnxTensor>,
): OnnxTensor | null {
  if (domain !== "") return null;
  if (op === "Constant") {
    const value = attributes.get("value");
    if (value?.kind === "tensor") return value.value;
    const float = attributes.get("value_float");
    if (float?.kind === "float") return { type: "float32", shape: [], values: Float32Array.of(float.value) };
    const integers = attributes.get("value_ints");
    if (integers?.kind === "integers") return { type: "int64", shape: [integers.value.length], values: integers.value };
    return { type: "other", problem: "a Constant holds neither 32-bit floats nor integers" };
  }
  const source = constants.get(inputs[0] ?? "");
  if (source === undefined) return null;
  if (op === "Identity" || (op === "Transpose" && source.type === "other")) return source;
  if (op === "Transpose" && source.type === "float32" && source.shape.length === 2) return transposed(source);
  return null;
}

function transposed({ shape, values }: OnnxTensor & { readonly type: "float32" }): OnnxTensor {
  const [rows = 0, columns = 0] = shape;
  return { type: "float32", shape: [columns, rows], values: transpose(values, rows, columns) };
}

/** The values of a rows × columns matrix, column by column. */
export function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let r = 0; r < rows; r += 1)
    for (let c = 0; c < columns; c += 1) result[c * rows + r] = values[r * columns + c] ?? 0;
  return result;
}
