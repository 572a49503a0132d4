import type { GraphBuilder } from "./graph-builder.ts";
import * as op from "./operations.ts";
import type { Tensor } from "./tensor.ts";

/** x W + b: rows × inputs → rows × outputs. `weight` is inputs × outputs. */
export function dense(g: GraphBuilder, x: Tensor, weight: Tensor, bias: Tensor): Tensor {
  return op.biasAdd(g, op.matMul(g, x, weight), bias);
}

/** An LSTM's parameters: inputs × 4·cells, cells × 4·cells, 4·cells; gates in the order input, forget, cell, output. */
export interface LstmTensors {
  readonly inputWeight: Tensor;
  readonly recurrentWeight: Tensor;
  readonly bias: Tensor;
}

/**
 * A long short-term memory over windows of `steps` steps, from a state of zeros; unrolled, so that differentiation goes
 * back through time by itself (Werbos 1990). `x` holds all windows' first steps, then all second steps, and so on:
 * steps·windows × inputs → steps·windows × cells. The inputs' part of all steps is one product.
 */
export function lstm(g: GraphBuilder, x: Tensor, steps: number, parameters: LstmTensors): Tensor {
  const inputs = op.split(g, dense(g, x, parameters.inputWeight, parameters.bias), steps, 0);
  const outputs: Tensor[] = [];
  let cell: Tensor | null = null;
  // The first product is zero, but with it the gradient of the recurrent weight is one product over all steps.
  const zero = op.zerosLike(g, op.split(g, inputs[0]!, 4, 1)[0]!);
  for (const input of inputs) {
    const before = outputs.at(-1) ?? zero;
    const sums: Tensor = op.add(g, input, op.matMul(g, before, parameters.recurrentWeight));
    const [entry, forget, candidate, exit] = op.split(g, sums, 4, 1);
    const added: Tensor = op.multiply(g, op.sigmoid(g, entry!), op.tanh(g, candidate!));
    cell = cell === null ? added : op.add(g, op.multiply(g, op.sigmoid(g, forget!), cell), added);
    outputs.push(op.multiply(g, op.sigmoid(g, exit!), op.tanh(g, cell)));
  }
  return op.concatenate(g, outputs, 0);
}
