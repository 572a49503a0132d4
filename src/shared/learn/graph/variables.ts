import type { GraphBuilder } from "./graph-builder.ts";
import { describeShape, sizesAgree } from "./tensor.ts";
import type { DataType, GraphNode, Shape, Tensor } from "./tensor.ts";

/**
 * A value that outlives a call of the session. Every graph and function that uses it makes a handle of its own; the
 * shared name says that it is the same one. TensorFlow does not check what shape is assigned: `assign` does.
 */
export interface VariableSpec {
  readonly name: string;
  readonly type: DataType;
  readonly shape: Shape;
}

export function handle(g: GraphBuilder, { name, type, shape }: VariableSpec): Tensor {
  const attributes = {
    dtype: { type },
    shape: { shape },
    shared_name: { text: name },
    container: { text: "" },
  } as const;
  return g.value("VarHandleOp", [], attributes, { type: "resource", shape: [] });
}

export function read(g: GraphBuilder, variable: VariableSpec, after: readonly GraphNode[] = []): Tensor {
  const { type, shape } = variable;
  return g.value("ReadVariableOp", [handle(g, variable)], { dtype: { type } }, { type, shape }, { after });
}

export function assign(g: GraphBuilder, variable: VariableSpec, value: Tensor): GraphNode {
  requireShape(variable, value);
  return g.node("AssignVariableOp", [handle(g, variable), value], { dtype: { type: variable.type } }, []);
}

export function assignAdd(g: GraphBuilder, variable: VariableSpec, value: Tensor): GraphNode {
  requireShape(variable, value);
  return g.node("AssignAddVariableOp", [handle(g, variable), value], { dtype: { type: variable.type } }, []);
}

/** The rows of a variable that `rows` names (int32). */
export function gatherRows(g: GraphBuilder, variable: VariableSpec, rows: Tensor): Tensor {
  const { type } = variable;
  const attributes = {
    dtype: { type },
    Tindices: { type: "int32" },
    batch_dims: { integer: 0 },
    validate_indices: { flag: true },
  } as const;
  const shape = [...rows.shape, ...variable.shape.slice(1)];
  return g.value("ResourceGather", [handle(g, variable), rows], attributes, { type, shape });
}

function requireShape({ name, shape, type }: VariableSpec, value: Tensor): void {
  const fits = value.shape.length === shape.length && value.shape.every((size, i) => sizesAgree(size, shape[i]!));
  if (!fits || value.type !== type)
    throw new Error(`${name} is ${type} ${describeShape(shape)}, not ${value.type} ${describeShape(value.shape)}`);
}
