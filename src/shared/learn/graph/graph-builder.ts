import { ProtoWriter } from "./proto-writer.ts";

/** An output of a node, by name: `node` or `node:index`. */
export type Output = string;

/** An attribute of a TensorFlow operation. Type attributes must be given even where TensorFlow could infer them. */
export type Attribute =
  | { readonly type: DataType }
  | { readonly integer: number }
  | { readonly flag: boolean }
  | { readonly text: string }
  /** null: a dimension known only when run */
  | { readonly shape: Shape }
  | { readonly floats: readonly number[]; readonly shape: Shape }
  | { readonly integers: readonly number[]; readonly shape: Shape };

/** Sizes per dimension; null where only known when run. */
export type Shape = readonly (number | null)[];

/** Values of TensorFlow's DataType enum. */
export const FLOAT = 1;
export const INT32 = 3;
export type DataType = typeof FLOAT | typeof INT32;

// Field numbers: tensorflow/core/framework/{graph,node_def,attr_value,tensor,tensor_shape}.proto, core/protobuf/{saved_model,meta_graph}.proto.
/** A GraphDef producer version that TensorFlow 2.15 writes. */
const PRODUCER = 1645;

/**
 * Writes a TensorFlow graph as the saved model that tfjs-node's session can load. Operations that change something get
 * their order from data and control inputs only: whoever fetches must depend on them (see `after`).
 */
export class GraphBuilder {
  readonly #graph = new ProtoWriter();
  readonly #names = new Set<string>();

  /** Adds a node and answers its first output. `after`: nodes that must have run before. */
  node(
    op: string,
    name: string,
    inputs: readonly Output[],
    attributes: Readonly<Record<string, Attribute>>,
    after: readonly Output[] = [],
  ): Output {
    if (this.#names.has(name)) throw new Error(`the graph has a node ${name} already`);
    for (const input of [...inputs, ...after]) {
      if (!this.#names.has(input.replace(/:\d+$/, "")))
        throw new Error(`${name} needs ${input}, which the graph does not have`);
    }
    this.#names.add(name);
    const node = new ProtoWriter().text(1, name).text(2, op);
    for (const input of inputs) node.text(3, input);
    for (const input of after) node.text(3, `^${input}`);
    for (const [key, value] of Object.entries(attributes)) {
      node.message(5, new ProtoWriter().text(1, key).message(2, encodeAttribute(value)));
    }
    this.#graph.message(1, node);
    return name;
  }

  /** The bytes of saved_model.pb, under the tag "serve". */
  savedModel(): Uint8Array {
    this.#graph.message(4, new ProtoWriter().integer(1, PRODUCER));
    const metaInfo = new ProtoWriter().text(4, "serve");
    const metaGraph = new ProtoWriter().message(1, metaInfo).message(2, this.#graph);
    return new ProtoWriter().integer(1, 1).message(2, metaGraph).finish();
  }
}

function encodeAttribute(attribute: Attribute): ProtoWriter {
  const value = new ProtoWriter();
  if ("type" in attribute) return value.integer(6, attribute.type);
  if ("integer" in attribute) return value.integer(3, attribute.integer);
  if ("flag" in attribute) return value.integer(5, attribute.flag ? 1 : 0);
  if ("text" in attribute) return value.text(2, attribute.text);
  if ("floats" in attribute)
    return value.message(8, encodeTensor(FLOAT, attribute.shape, Float32Array.from(attribute.floats)));
  if ("integers" in attribute)
    return value.message(8, encodeTensor(INT32, attribute.shape, Int32Array.from(attribute.integers)));
  return value.message(7, encodeShape(attribute.shape));
}

function encodeShape(shape: Shape): ProtoWriter {
  const writer = new ProtoWriter();
  for (const size of shape) writer.message(2, new ProtoWriter().integer(1, size ?? -1));
  return writer;
}

function encodeTensor(type: DataType, shape: Shape, values: Float32Array | Int32Array): ProtoWriter {
  const content = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return new ProtoWriter().integer(1, type).message(2, encodeShape(shape)).bytes(4, content);
}
