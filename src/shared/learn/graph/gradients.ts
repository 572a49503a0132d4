import { GRADIENT_RULES, LEAVES } from "./gradient-rules.ts";
import type { WeightGradient } from "./gradient-rules.ts";
import type { GraphBuilder } from "./graph-builder.ts";
import { addAll, broadcastLike, concatenate, constant, matMul } from "./operations.ts";
import type { GraphNode, Tensor } from "./tensor.ts";

/**
 * The gradients of a scalar `loss` with respect to `wanted`, as further operations of the same graph: reverse-mode
 * differentiation (Linnainmaa 1970), one rule per operation. Only what leads from `wanted` to `loss` is differentiated.
 * Throws where there is no path, or no rule.
 */
export function gradients(g: GraphBuilder, loss: Tensor, wanted: readonly Tensor[]): readonly Tensor[] {
  if (loss.shape.length > 0) throw new Error("only a scalar has gradients here");
  const needed = nodesBetween(g, loss, wanted);
  const parts = new Map<Tensor, (Tensor | WeightGradient)[]>([[loss, [constant(g, 1)]]]);
  const total = (of: Tensor): Tensor | null => {
    const list = parts.get(of);
    if (list === undefined) return null;
    const products = list.filter(isProduct);
    const values = list.filter((part): part is Tensor => !isProduct(part));
    if (products.length > 0) values.push(multiplyOut(g, products));
    const whole =
      values.length === 1
        ? values[0]!
        : addAll(
            g,
            values.map((part) => materialise(g, part, of)),
          );
    parts.set(of, [whole]);
    return whole;
  };
  for (const node of [...needed].toSorted((a, b) => b.id - a.id)) {
    const outputGradients = node.outputs.map(total);
    if (LEAVES.has(node.op) || outputGradients.every((gradient) => gradient === null)) continue;
    const rule = GRADIENT_RULES[node.op];
    if (rule === undefined) throw new Error(`there is no gradient of ${node.op}`);
    const isNeeded = node.inputs.map((input) => needed.has(input.node));
    const inputGradients = rule(g, node, outputGradients, isNeeded);
    node.inputs.forEach((input, i) => {
      const gradient = inputGradients[i];
      if (isNeeded[i] !== true || gradient === null || gradient === undefined) return;
      const list = parts.get(input);
      if (list === undefined) parts.set(input, [gradient]);
      else list.push(gradient);
    });
  }
  return wanted.map((each) => {
    const gradient = total(each);
    if (gradient === null) throw new Error(`the loss does not depend on ${each.node.op} ${each.node.name}`);
    return materialise(g, gradient, each);
  });
}

/**
 * Σ leftᵀ · right. A weight that is used at every step of a window has one such product per step; written one below the
 * other, the factors make it a single large product, which is faster.
 */
function multiplyOut(g: GraphBuilder, products: readonly WeightGradient[]): Tensor {
  // Steps come last first here, and in their order elsewhere: in the same order the same concatenation serves both.
  const ordered = products.toReversed();
  const lefts = ordered.map(({ left }) => left);
  const rights = ordered.map(({ right }) => right);
  if (ordered.length === 1) return matMul(g, lefts[0]!, rights[0]!, true, false);
  return matMul(g, joined(g, lefts), joined(g, rights), true, false);
}

/** The concatenation of the rows, the one that is there already where there is one. */
function joined(g: GraphBuilder, values: readonly Tensor[]): Tensor {
  const same = g.nodes.find(
    ({ op, inputs }) =>
      op === "ConcatV2" && inputs.length === values.length + 1 && values.every((value, i) => value === inputs[i]),
  );
  return same?.outputs[0] ?? concatenate(g, values, 0);
}

function isProduct(part: Tensor | WeightGradient): part is WeightGradient {
  return "left" in part;
}

/** A gradient may be kept as one number that stands for every element. */
function materialise(g: GraphBuilder, gradient: Tensor, like: Tensor): Tensor {
  return gradient.shape.length === like.shape.length ? gradient : broadcastLike(g, gradient, like);
}

function nodesBetween(g: GraphBuilder, loss: Tensor, wanted: readonly Tensor[]): ReadonlySet<GraphNode> {
  const above = new Set<GraphNode>(wanted.map(({ node }) => node));
  for (const node of g.nodes) if (node.inputs.some((input) => above.has(input.node))) above.add(node);
  const below = new Set<GraphNode>();
  const open = [loss.node];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (below.has(node) || !above.has(node)) continue;
    below.add(node);
    open.push(...node.inputs.map((input) => input.node));
  }
  return below;
}
