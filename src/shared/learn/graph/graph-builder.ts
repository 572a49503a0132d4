import { EFFECTS } from "./operation-table.ts";
import type { Attribute, DataType, GraphNode, Shape, Tensor } from "./tensor.ts";

/** What is known of a node's output before it exists. */
export interface OutputSpec {
  readonly type: DataType;
  readonly shape: Shape;
}

export interface NodeOptions {
  /** default: made from the operation's name */
  readonly name?: string;
  readonly after?: readonly GraphNode[];
}

/** A function of the graph's library: the condition or the body of a loop. */
export interface GraphFunction {
  readonly name: string;
  readonly graph: GraphBuilder;
  readonly parameters: readonly Tensor[];
  readonly results: readonly Tensor[];
}

/**
 * Collects the operations of a TensorFlow graph, or of one function of it. TensorFlow runs only what a fetched value
 * depends on, so an operation that changes a variable must be tied to a fetch. `fetch` and `finishFunction` tie them,
 * and `requireTied` refuses a graph in which one is left out: it would run, and silently not train.
 */
export class GraphBuilder {
  readonly nodes: GraphNode[] = [];
  readonly functions: GraphFunction[] = [];
  readonly #names = new Set<string>();
  readonly #untied = new Set<GraphNode>();

  /** Adds an operation. Inputs must belong to this builder. */
  node(
    op: string,
    inputs: readonly Tensor[],
    attributes: Readonly<Record<string, Attribute>>,
    outputs: readonly OutputSpec[],
    options: NodeOptions = {},
  ): GraphNode {
    const id = this.nodes.length;
    const name = options.name ?? `${op}_${id}`;
    if (this.#names.has(name)) throw new Error(`the graph has a node ${name} already`);
    for (const { node } of inputs) this.#requireOwn(node, name);
    for (const node of options.after ?? []) this.#requireOwn(node, name);
    const tensors: Tensor[] = [];
    const node: GraphNode = { id, op, name, inputs, attributes, after: options.after ?? [], outputs: tensors };
    for (const [output, { type, shape }] of outputs.entries()) tensors.push({ node, output, type, shape });
    this.nodes.push(node);
    this.#names.add(name);
    if (EFFECTS.has(op)) this.#untied.add(node);
    return node;
  }

  /** Adds an operation with one output. */
  value(
    op: string,
    inputs: readonly Tensor[],
    attributes: Readonly<Record<string, Attribute>>,
    output: OutputSpec,
    options: NodeOptions = {},
  ): Tensor {
    return this.node(op, inputs, attributes, [output], options).outputs[0]!;
  }

  /** Names a value so that it can be fetched; `effects` have then happened. Answers its name as the session takes it. */
  fetch(name: string, value: Tensor, effects: readonly GraphNode[] = []): string {
    this.value("Identity", [value], { T: { type: value.type } }, value, { name, after: effects });
    for (const node of effects) this.#untied.delete(node);
    return `${name}:0`;
  }

  /** What a function answers: every effect of the function has happened when any of its results is there. */
  finishFunction(name: string, parameters: readonly Tensor[], results: readonly Tensor[]): GraphFunction {
    const effects = [...this.#untied];
    const tied = results.map((value) =>
      this.value("Identity", [value], { T: { type: value.type } }, value, { after: effects }),
    );
    this.#untied.clear();
    return { name, graph: this, parameters, results: tied };
  }

  /** Throws when an operation that changes a variable would not run whatever is fetched. */
  requireTied(): void {
    const [first] = this.#untied;
    if (first !== undefined) throw new Error(`nothing that is fetched makes ${first.op} ${first.name} run`);
  }

  #requireOwn(node: GraphNode, user: string): void {
    if (this.nodes[node.id] !== node) throw new Error(`${user} needs ${node.name}, which this graph does not have`);
  }
}
