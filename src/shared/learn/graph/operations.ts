import type { GraphBuilder } from "./graph-builder.ts";
import { describeShape, sameShape, sizesAgree } from "./tensor.ts";
import type { DataType, Shape, Tensor } from "./tensor.ts";

/**
 * TensorFlow operations as functions that know the shapes of what they make. A wrong shape is an Error while the graph
 * is built. The operations' meaning: https://www.tensorflow.org/api_docs/python/tf/raw_ops.
 */

const FLOATS = { T: { type: "float32" } } as const;

export function constant(g: GraphBuilder, value: number): Tensor {
  const attributes = { dtype: { type: "float32" }, value: { floats: [value], shape: [] } } as const;
  return g.value("Const", [], attributes, { type: "float32", shape: [] });
}

export function integers(g: GraphBuilder, values: readonly number[], shape: readonly number[]): Tensor {
  const attributes = { dtype: { type: "int32" }, value: { integers: values, shape } } as const;
  return g.value("Const", [], attributes, { type: "int32", shape });
}

export function placeholder(g: GraphBuilder, name: string, type: DataType, shape: Shape): Tensor {
  return g.value("Placeholder", [], { dtype: { type }, shape: { shape } }, { type, shape }, { name });
}

function unary(op: string): (g: GraphBuilder, x: Tensor) => Tensor {
  return (g, x) => g.value(op, [x], { T: { type: x.type } }, x);
}

export const relu = unary("Relu");
export const tanh = unary("Tanh");
export const sigmoid = unary("Sigmoid");
export const square = unary("Square");
export const squareRoot = unary("Sqrt");
export const negative = unary("Neg");
export const zerosLike = unary("ZerosLike");

/** Element by element; one of the two may have fewer dimensions, which are then repeated. */
function binary(op: string): (g: GraphBuilder, a: Tensor, b: Tensor) => Tensor {
  return (g, a, b) => g.value(op, [a, b], { T: { type: a.type } }, { type: a.type, shape: broadcast(a, b) });
}

export const add = binary("AddV2");
export const subtract = binary("Sub");
export const multiply = binary("Mul");
export const divide = binary("RealDiv");
export const maximum = binary("Maximum");

export function less(g: GraphBuilder, a: Tensor, b: Tensor): Tensor {
  return g.value("Less", [a, b], { T: { type: a.type } }, { type: "bool", shape: broadcast(a, b) });
}

function broadcast(a: Tensor, b: Tensor): Shape {
  if (a.type !== b.type) throw new Error(`${a.type} does not go with ${b.type}`);
  const [long, short] = a.shape.length >= b.shape.length ? [a.shape, b.shape] : [b.shape, a.shape];
  const offset = long.length - short.length;
  return long.map((size, i) => {
    const other = i < offset ? 1 : short[i - offset]!;
    if (size === other || other === 1) return size;
    if (size === 1) return other;
    if (sizesAgree(size, other)) return size ?? other;
    throw new Error(`the shapes ${describeShape(a.shape)} and ${describeShape(b.shape)} do not go together`);
  });
}

/** [m, n] × [n, p]; `transposeA` and `transposeB` read a matrix by columns. */
export function matMul(g: GraphBuilder, a: Tensor, b: Tensor, transposeA = false, transposeB = false): Tensor {
  const [rows, inner] = transposeA ? a.shape.toReversed() : a.shape;
  const [otherInner, columns] = transposeB ? b.shape.toReversed() : b.shape;
  if (a.shape.length !== 2 || b.shape.length !== 2 || !sizesAgree(inner!, otherInner!))
    throw new Error(`matrices of ${describeShape(a.shape)} and ${describeShape(b.shape)} cannot be multiplied`);
  const attributes = { ...FLOATS, transpose_a: { flag: transposeA }, transpose_b: { flag: transposeB } };
  return g.value("MatMul", [a, b], attributes, { type: "float32", shape: [rows!, columns!] });
}

/** Adds one value per column. */
export function biasAdd(g: GraphBuilder, x: Tensor, bias: Tensor): Tensor {
  if (bias.shape.length !== 1 || !sizesAgree(x.shape.at(-1)!, bias.shape[0]!))
    throw new Error(`a bias of ${describeShape(bias.shape)} does not fit ${describeShape(x.shape)}`);
  return g.value("BiasAdd", [x, bias], FLOATS, x);
}

/** Sums of the columns: the gradient of a bias. */
export function columnSums(g: GraphBuilder, x: Tensor): Tensor {
  return g.value("BiasAddGrad", [x], FLOATS, { type: "float32", shape: [x.shape.at(-1)!] });
}

export function reluGradient(g: GraphBuilder, gradient: Tensor, output: Tensor): Tensor {
  return g.value("ReluGrad", [gradient, output], FLOATS, output);
}

export function tanhGradient(g: GraphBuilder, output: Tensor, gradient: Tensor): Tensor {
  return g.value("TanhGrad", [output, gradient], FLOATS, output);
}

export function sigmoidGradient(g: GraphBuilder, output: Tensor, gradient: Tensor): Tensor {
  return g.value("SigmoidGrad", [output, gradient], FLOATS, output);
}

function reduction(op: "Mean" | "Sum"): (g: GraphBuilder, x: Tensor) => Tensor {
  return (g, x) => {
    const axes = integers(
      g,
      x.shape.map((_, i) => i),
      [x.shape.length],
    );
    const attributes = { ...FLOATS, Tidx: { type: "int32" }, keep_dims: { flag: false } } as const;
    return g.value(op, [x, axes], attributes, { type: "float32", shape: [] });
  };
}

/** over all elements */
export const mean = reduction("Mean");
export const sum = reduction("Sum");

/** Σ x² / 2 over all elements */
export function halfSquaredNorm(g: GraphBuilder, x: Tensor): Tensor {
  return g.value("L2Loss", [x], FLOATS, { type: "float32", shape: [] });
}

export function addAll(g: GraphBuilder, values: readonly Tensor[]): Tensor {
  const [first, ...others] = values;
  if (first === undefined) throw new Error("there is nothing to add");
  if (others.length === 0) return first;
  for (const { shape } of others)
    if (!sameShape(shape, first.shape)) throw new Error(`${describeShape(shape)} is not ${describeShape(first.shape)}`);
  return g.value("AddN", values, { N: { integer: values.length }, ...FLOATS }, first);
}

/** The number of elements as a float. */
export function elementCount(g: GraphBuilder, x: Tensor): Tensor {
  const size = g.value("Size", [x], { T: { type: x.type }, out_type: { type: "int32" } }, { type: "int32", shape: [] });
  return g.value(
    "Cast",
    [size],
    { SrcT: { type: "int32" }, DstT: { type: "float32" } },
    { type: "float32", shape: [] },
  );
}

export function shapeOf(g: GraphBuilder, x: Tensor): Tensor {
  const attributes = { T: { type: x.type }, out_type: { type: "int32" } } as const;
  return g.value("Shape", [x], attributes, { type: "int32", shape: [x.shape.length] });
}

/** `x`, repeated to the shape of `like`. */
export function broadcastLike(g: GraphBuilder, x: Tensor, like: Tensor): Tensor {
  return g.value("BroadcastTo", [x, shapeOf(g, like)], { ...FLOATS, Tidx: { type: "int32" } }, like);
}

/** At most one size is null: the one that is worked out when it runs. */
export function reshape(g: GraphBuilder, x: Tensor, shape: Shape): Tensor {
  if (shape.filter((size) => size === null).length > 1) throw new Error("only one size can be left open");
  const sizes = integers(
    g,
    shape.map((size) => size ?? -1),
    [shape.length],
  );
  return reshapeTo(g, x, sizes, shape);
}

/** Reshapes to a shape that is known when it runs. */
export function reshapeTo(g: GraphBuilder, x: Tensor, sizes: Tensor, shape: Shape): Tensor {
  return g.value("Reshape", [x, sizes], { T: { type: x.type }, Tshape: { type: "int32" } }, { type: x.type, shape });
}

/** Equal parts along an axis; `partShape` is given where more is known of it than follows from `x`. */
export function split(g: GraphBuilder, x: Tensor, parts: number, axis: number, partShape?: Shape): readonly Tensor[] {
  const size = x.shape[axis];
  if (size === undefined || (size !== null && size % parts !== 0))
    throw new Error(`${describeShape(x.shape)} has no ${parts} equal parts along axis ${axis}`);
  const shape = partShape ?? x.shape.map((each, i) => (i !== axis || each === null ? each : each / parts));
  const outputs = Array.from({ length: parts }, () => ({ type: x.type, shape }));
  const attributes = { num_split: { integer: parts }, T: { type: x.type } };
  return g.node("Split", [integers(g, [axis], []), x], attributes, outputs).outputs;
}

/** One after the other along an axis, on which equal parts have equal sizes; the result's shape follows from theirs. */
export function concatenate(g: GraphBuilder, values: readonly Tensor[], axis: number, whole?: Shape): Tensor {
  const first = values[0];
  if (first === undefined) throw new Error("there is nothing to concatenate");
  const sizes = values.map((each) => each.shape[axis] ?? null);
  const known = sizes.every((size) => size !== null) ? sizes.reduce((a, b) => a + b, 0) : null;
  const shape = whole ?? first.shape.map((size, i) => (i === axis ? known : size));
  const attributes = { N: { integer: values.length }, T: { type: first.type }, Tidx: { type: "int32" } } as const;
  return g.value("ConcatV2", [...values, integers(g, [axis], [])], attributes, { type: first.type, shape });
}

/** One element or row of `x` along its first dimension. */
export function pick(g: GraphBuilder, x: Tensor, index: Tensor): Tensor {
  const attributes = {
    Tparams: { type: x.type },
    Tindices: { type: "int32" },
    Taxis: { type: "int32" },
    batch_dims: { integer: 0 },
  } as const;
  const shape = [...index.shape, ...x.shape.slice(1)];
  return g.value("GatherV2", [x, index, integers(g, [0], [])], attributes, { type: x.type, shape });
}

/** The elements of a vector of known length. */
export function unpack(g: GraphBuilder, x: Tensor): readonly Tensor[] {
  const [length] = x.shape;
  if (typeof length !== "number" || x.shape.length !== 1) throw new Error("only a vector of known length is unpacked");
  const attributes = { num: { integer: length }, T: { type: x.type }, axis: { integer: 0 } } as const;
  return g.node(
    "Unpack",
    [x],
    attributes,
    Array.from({ length }, () => ({ type: x.type, shape: [] })),
  ).outputs;
}

/** Adds a dimension of size 1 in front. */
export function asRow(g: GraphBuilder, x: Tensor): Tensor {
  const attributes = { T: { type: x.type }, Tdim: { type: "int32" } } as const;
  return g.value("ExpandDims", [x, integers(g, [0], [])], attributes, { type: x.type, shape: [1, ...x.shape] });
}

/** −log of the probability that softmax gives each row's class: [rows, classes] logits, [rows] int32 → [rows]. */
export function softmaxCrossEntropy(g: GraphBuilder, logits: Tensor, classes: Tensor): Tensor {
  const [rows] = logits.shape;
  if (logits.shape.length !== 2 || classes.shape.length !== 1 || classes.type !== "int32")
    throw new Error(`classes of ${describeShape(classes.shape)} do not fit logits of ${describeShape(logits.shape)}`);
  const node = g.node(
    "SparseSoftmaxCrossEntropyWithLogits",
    [logits, classes],
    { ...FLOATS, Tlabels: { type: "int32" } },
    [{ type: "float32", shape: [rows!] }, logits],
  );
  return node.outputs[0]!;
}
