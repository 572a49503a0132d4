import { GraphBuilder } from "./graph-builder.ts";
import type { GraphFunction } from "./graph-builder.ts";
import { PARAMETER } from "./operation-table.ts";
import { add, integers, less } from "./operations.ts";
import type { GraphNode, Shape, Tensor } from "./tensor.ts";

/** What the body of a loop sees. */
export interface LoopBody {
  readonly g: GraphBuilder;
  /** 0, 1, … (int32) */
  readonly index: Tensor;
  /** values of the iteration before */
  readonly state: readonly Tensor[];
  /** values that stay */
  readonly fixed: readonly Tensor[];
}

export interface LoopSpec {
  readonly name: string;
  /** how often (int32) */
  readonly count: Tensor;
  /** first values of the state, and the shape that all of them share */
  readonly state: readonly { readonly first: Tensor; readonly shape: Shape }[];
  readonly fixed: readonly Tensor[];
  /** answers the next state */
  readonly body: (inner: LoopBody) => readonly Tensor[];
}

/**
 * Runs the body `count` times in one call of the session: TensorFlow's While of two functions, lowered to its plain
 * control flow, which is faster. Every effect of an iteration has happened before the next one begins.
 */
export function loop(g: GraphBuilder, spec: LoopSpec): { readonly node: GraphNode; readonly state: readonly Tensor[] } {
  const { name, count, state, fixed } = spec;
  const values = [integers(g, [0], []), count, ...state.map(({ first }) => first), ...fixed];
  const shapes: readonly Shape[] = [[], [], ...state.map(({ shape }) => shape), ...fixed.map(({ shape }) => shape)];
  const build = (
    part: string,
    make: (inner: GraphBuilder, parameters: readonly Tensor[]) => readonly Tensor[],
  ): GraphFunction => {
    const inner = new GraphBuilder();
    const parameters = values.map(({ type }, i) =>
      inner.value(PARAMETER, [], {}, { type, shape: shapes[i]! }, { name: `p${i}` }),
    );
    const made = inner.finishFunction(`${name}_${part}`, parameters, make(inner, parameters));
    g.functions.push(made);
    return made;
  };
  const condition = build("condition", (inner, [index, limit]) => [less(inner, index!, limit!)]);
  const body = build("body", (inner, parameters) => {
    const [index, limit] = parameters;
    const rest = parameters.slice(2 + state.length);
    const next = spec.body({ g: inner, index: index!, state: parameters.slice(2, 2 + state.length), fixed: rest });
    return [add(inner, index!, integers(inner, [1], [])), limit!, ...next, ...rest];
  });
  const outputs = values.map(({ type }, i) => ({ type, shape: shapes[i]! }));
  const attributes = {
    T: { types: values.map(({ type }) => type) },
    cond: { function: condition.name },
    body: { function: body.name },
    output_shapes: { shapes },
    parallel_iterations: { integer: 10 },
    _lower_using_switch_merge: { flag: true },
  };
  const node = g.node("While", values, attributes, outputs, { name });
  return { node, state: node.outputs.slice(2, 2 + state.length) };
}
