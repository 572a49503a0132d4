import type { GraphBuilder } from "./graph-builder.ts";
import * as op from "./operations.ts";
import type { Tensor } from "./tensor.ts";
import { handle } from "./variables.ts";
import type { VariableSpec } from "./variables.ts";

/** Adam's β₁, β₂ and ε (Kingma and Ba 2015). */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
/** Numbers of a step that are fed: see `stepScalars`. */
export const STEP_SCALARS = 4;

/**
 * What step t (1, 2, …) of the optimiser is told: the rate, β₁ᵗ, β₂ᵗ and ε. TensorFlow's Adam adds ε outside the bias
 * correction; scaled by √(1 − β₂ᵗ) it is the ε of the paper, of PyTorch and of TensorFlow.js.
 */
export function stepScalars(rate: number, t: number): readonly number[] {
  const power2 = ADAM.beta2 ** t;
  return [rate, ADAM.beta1 ** t, power2, ADAM.epsilon * Math.sqrt(1 - power2)];
}

/** Scales all gradients so that their common norm is at most `limit` (Pascanu, Mikolov and Bengio 2013). */
export function clipByGlobalNorm(g: GraphBuilder, gradients: readonly Tensor[], limit: number): readonly Tensor[] {
  const halves = gradients.map((gradient) => op.halfSquaredNorm(g, gradient));
  const norm = op.squareRoot(g, op.multiply(g, op.constant(g, 2), op.addAll(g, halves)));
  const bound = op.constant(g, limit);
  const scale = op.divide(g, bound, op.maximum(g, norm, bound));
  return gradients.map((gradient) => op.multiply(g, gradient, scale));
}

/** w ← w − rate · gradient */
export function applyGradientDescent(g: GraphBuilder, variable: VariableSpec, rate: Tensor, gradient: Tensor): void {
  g.node("ResourceApplyGradientDescent", [handle(g, variable), rate, gradient], { T: { type: "float32" } }, []);
}

/** One step of Adam; `scalars` are the unpacked numbers of `stepScalars`. */
export function applyAdam(
  g: GraphBuilder,
  variable: VariableSpec,
  moments: readonly [VariableSpec, VariableSpec],
  scalars: readonly Tensor[],
  gradient: Tensor,
): void {
  const [rate, power1, power2, epsilon] = scalars;
  const handles = [variable, ...moments].map((each) => handle(g, each));
  const betas = [op.constant(g, ADAM.beta1), op.constant(g, ADAM.beta2)];
  g.node(
    "ResourceApplyAdam",
    [...handles, power1!, power2!, rate!, ...betas, epsilon!, gradient],
    { T: { type: "float32" } },
    [],
  );
}
