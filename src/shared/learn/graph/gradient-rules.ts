import type { GraphBuilder } from "./graph-builder.ts";
import * as op from "./operations.ts";
import { sameShape } from "./tensor.ts";
import type { GraphNode, Tensor } from "./tensor.ts";

/** leftᵀ · right: the gradient of a weight matrix, kept apart because those of several uses become one product. */
export interface WeightGradient {
  readonly left: Tensor;
  readonly right: Tensor;
}

export type InputGradient = Tensor | WeightGradient | null;

/**
 * From the gradients of a node's outputs (null: no influence on the loss) to those of its inputs. A gradient is a tensor
 * of the value's shape, or one number that stands for every element. `needed` says which inputs are asked for.
 */
type GradientRule = (
  g: GraphBuilder,
  node: GraphNode,
  gradients: readonly (Tensor | null)[],
  needed: readonly boolean[],
) => readonly InputGradient[];

/** Operations whose inputs get no gradient. */
export const LEAVES: ReadonlySet<string> = new Set(["ReadVariableOp", "Placeholder", "Const", "ZerosLike"]);

/** The gradient in the full shape of the value it belongs to. */
function full(g: GraphBuilder, gradient: Tensor, value: Tensor): Tensor {
  return gradient.shape.length === value.shape.length ? gradient : op.broadcastLike(g, gradient, value);
}

function rule(
  one: (g: GraphBuilder, node: GraphNode, gradient: Tensor, needed: readonly boolean[]) => readonly InputGradient[],
): GradientRule {
  return (g, node, [gradient], needed) => one(g, node, gradient!, needed);
}

/** Undoes the repetition of an input of an element-by-element operation. */
function reduceTo(g: GraphBuilder, gradient: Tensor, input: Tensor, output: Tensor): Tensor {
  if (sameShape(input.shape, output.shape)) return gradient;
  if (input.shape.length === 0) return op.sum(g, full(g, gradient, output));
  throw new Error("only a single number may be repeated where gradients are wanted");
}

export const GRADIENT_RULES: Readonly<Record<string, GradientRule>> = {
  Identity: rule((_, __, gradient) => [gradient]),
  MatMul: rule((g, { inputs: [a, b], outputs: [y], attributes }, gradient, [needA, needB]) => {
    if (flag(attributes.transpose_a) || flag(attributes.transpose_b))
      throw new Error("the gradient of a transposed product is not supported");
    const whole = full(g, gradient, y!);
    return [
      needA === true ? op.matMul(g, whole, b!, false, true) : null,
      needB === true ? { left: a!, right: whole } : null,
    ];
  }),
  BiasAdd: rule((g, { outputs: [y] }, gradient, [, needBias]) => {
    const whole = full(g, gradient, y!);
    return [whole, needBias === true ? op.columnSums(g, whole) : null];
  }),
  Relu: rule((g, { outputs: [y] }, gradient) => [op.reluGradient(g, full(g, gradient, y!), y!)]),
  Tanh: rule((g, { outputs: [y] }, gradient) => [op.tanhGradient(g, y!, full(g, gradient, y!))]),
  Sigmoid: rule((g, { outputs: [y] }, gradient) => [op.sigmoidGradient(g, y!, full(g, gradient, y!))]),
  AddV2: rule((g, { inputs: [a, b], outputs: [y] }, gradient) => [
    reduceTo(g, gradient, a!, y!),
    reduceTo(g, gradient, b!, y!),
  ]),
  Sub: rule((g, { inputs: [a, b], outputs: [y] }, gradient, [, needB]) => [
    reduceTo(g, gradient, a!, y!),
    needB === true ? op.negative(g, reduceTo(g, gradient, b!, y!)) : null,
  ]),
  Mul: rule((g, { inputs: [a, b], outputs: [y] }, gradient, [needA, needB]) => [
    needA === true ? reduceTo(g, op.multiply(g, b!, full(g, gradient, y!)), a!, y!) : null,
    needB === true ? reduceTo(g, op.multiply(g, a!, full(g, gradient, y!)), b!, y!) : null,
  ]),
  Square: rule((g, { inputs: [x] }, gradient) => [op.multiply(g, x!, op.multiply(g, op.constant(g, 2), gradient))]),
  Mean: rule((g, { inputs: [x] }, gradient) => [op.divide(g, gradient, op.elementCount(g, x!)), null]),
  Sum: rule((_, __, gradient) => [gradient, null]),
  L2Loss: rule((g, { inputs: [x] }, gradient) => [op.multiply(g, x!, gradient)]),
  AddN: rule((_, { inputs }, gradient) => inputs.map(() => gradient)),
  Reshape: rule((g, { inputs: [x] }, gradient) => [
    gradient.shape.length === 0 ? gradient : op.reshapeTo(g, gradient, op.shapeOf(g, x!), x!.shape),
    null,
  ]),
  Split: (g, { inputs: [axis, x], outputs }, gradients) => {
    const parts = outputs.map((output, i) => {
      const gradient = gradients[i] ?? null;
      return gradient === null ? op.zerosLike(g, output) : full(g, gradient, output);
    });
    return [null, op.concatenate(g, parts, constantOf(axis!), x!.shape)];
  },
  ConcatV2: rule((g, { inputs, outputs: [y] }, gradient) => {
    const values = inputs.slice(0, -1);
    if (!values.every(({ shape }) => sameShape(shape, values[0]!.shape)))
      throw new Error("the gradient of a concatenation needs equal parts");
    return [...op.split(g, full(g, gradient, y!), values.length, constantOf(inputs.at(-1)!), values[0]!.shape), null];
  }),
  SparseSoftmaxCrossEntropyWithLogits: rule((g, { outputs: [, backprop] }, gradient) => {
    if (gradient.shape.length > 0) throw new Error("a cross-entropy is averaged or summed");
    return [op.multiply(g, backprop!, gradient), null];
  }),
};

function flag(attribute: GraphNode["attributes"][string] | undefined): boolean {
  return attribute !== undefined && "flag" in attribute && attribute.flag;
}

function constantOf({ node }: Tensor): number {
  const value = node.attributes.value;
  if (value === undefined || !("integers" in value)) throw new Error(`${node.name} is not a constant`);
  return value.integers[0]!;
}
