/** Values of TensorFlow's DataType enum (tensorflow/core/framework/types.proto), as far as they are used here. */
export const DATA_TYPES = { float32: 1, int32: 3, bool: 10, resource: 20 } as const;
export type DataType = keyof typeof DATA_TYPES;

/** Sizes per dimension; null where only known when run. */
export type Shape = readonly (number | null)[];

/** An attribute of a TensorFlow operation. Type attributes must be given even where TensorFlow could infer them. */
export type Attribute =
  | { readonly type: DataType }
  | { readonly integer: number }
  | { readonly flag: boolean }
  | { readonly text: string }
  | { readonly shape: Shape }
  | { readonly floats: readonly number[]; readonly shape: readonly number[] }
  | { readonly integers: readonly number[]; readonly shape: readonly number[] }
  | { readonly types: readonly DataType[] }
  | { readonly shapes: readonly Shape[] }
  | { readonly function: string };

/** One output of a node: what is known of its value while the graph is built. */
export interface Tensor {
  readonly node: GraphNode;
  /** index among the node's outputs */
  readonly output: number;
  readonly type: DataType;
  readonly shape: Shape;
}

/** One operation of a graph under construction. Nodes are created in an order in which they could run. */
export interface GraphNode {
  /** position in the order of creation */
  readonly id: number;
  readonly op: string;
  readonly name: string;
  readonly inputs: readonly Tensor[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** nodes that must have run before, besides the inputs */
  readonly after: readonly GraphNode[];
  readonly outputs: readonly Tensor[];
}

/** Whether two sizes may be the same. */
export function sizesAgree(a: number | null, b: number | null): boolean {
  return a === null || b === null || a === b;
}

/** Whether two shapes are the same as far as they are known; unknown stands against unknown only. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, i) => size === b[i]);
}

/** For error texts: [?, 3]. */
export function describeShape(shape: Shape): string {
  return `[${shape.map((size) => size ?? "?").join(", ")}]`;
}
