import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import type { GraphBuilder, GraphFunction } from "./graph-builder.ts";
import { PARAMETER, functionReference } from "./operation-table.ts";
import { integer, message, text } from "./proto-fields.ts";
import { DATA_TYPES } from "./tensor.ts";
import type { Attribute, DataType, GraphNode, Shape, Tensor } from "./tensor.ts";

// Field numbers: tensorflow/core/framework/{graph,node_def,attr_value,tensor,tensor_shape,function,op_def}.proto,
// tensorflow/core/protobuf/{saved_model,meta_graph}.proto.
/** A GraphDef producer version that TensorFlow 2.15 writes. */
const PRODUCER = 1645;

/** The bytes of a saved_model.pb with this graph under the tag "serve". */
export function encodeSavedModel(graph: GraphBuilder): Uint8Array {
  graph.requireTied();
  const file = new BinaryWriter();
  integer(file, 1, 1);
  message(file, 2, () => {
    message(file, 1, () => text(file, 4, "serve"));
    message(file, 2, () => {
      for (const node of graph.nodes) message(file, 1, () => writeNode(file, node, graphReference));
      message(file, 2, () => {
        for (const each of graph.functions) message(file, 1, () => writeFunction(file, each));
      });
      message(file, 4, () => integer(file, 1, PRODUCER));
    });
  });
  return file.finish();
}

type Reference = (tensor: Tensor) => string;

function graphReference({ node, output }: Tensor): string {
  return output === 0 ? node.name : `${node.name}:${output}`;
}

function innerReference({ node, output }: Tensor): string {
  return functionReference(node.op, node.name, output);
}

function writeFunction(writer: BinaryWriter, { name, graph, parameters, results }: GraphFunction): void {
  graph.requireTied();
  const argument = (field: number, label: string, type: DataType): void =>
    message(writer, field, () => {
      text(writer, 1, label);
      integer(writer, 3, DATA_TYPES[type]);
    });
  message(writer, 1, () => {
    text(writer, 1, name);
    for (const { node, type } of parameters) argument(2, node.name, type);
    for (const [r, { type }] of results.entries()) argument(3, `result${r}`, type);
    // It has effects.
    integer(writer, 17, 1);
  });
  for (const node of graph.nodes)
    if (node.op !== PARAMETER) message(writer, 3, () => writeNode(writer, node, innerReference));
  for (const [r, result] of results.entries())
    message(writer, 4, () => {
      text(writer, 1, `result${r}`);
      text(writer, 2, innerReference(result));
    });
}

function writeNode(
  writer: BinaryWriter,
  { op, name, inputs, attributes, after }: GraphNode,
  reference: Reference,
): void {
  text(writer, 1, name);
  text(writer, 2, op);
  for (const input of inputs) text(writer, 3, reference(input));
  for (const node of after) text(writer, 3, `^${node.name}`);
  for (const [key, value] of Object.entries(attributes))
    message(writer, 5, () => {
      text(writer, 1, key);
      message(writer, 2, () => writeAttribute(writer, value));
    });
}

function writeAttribute(writer: BinaryWriter, attribute: Attribute): void {
  if ("type" in attribute) integer(writer, 6, DATA_TYPES[attribute.type]);
  else if ("integer" in attribute) integer(writer, 3, attribute.integer);
  else if ("flag" in attribute) integer(writer, 5, attribute.flag ? 1 : 0);
  else if ("text" in attribute) text(writer, 2, attribute.text);
  else if ("function" in attribute) message(writer, 10, () => text(writer, 1, attribute.function));
  else if ("floats" in attribute)
    message(writer, 8, () => writeTensor(writer, "float32", attribute.shape, Float32Array.from(attribute.floats)));
  else if ("integers" in attribute)
    message(writer, 8, () => writeTensor(writer, "int32", attribute.shape, Int32Array.from(attribute.integers)));
  else if ("types" in attribute)
    message(writer, 1, () => {
      for (const type of attribute.types) integer(writer, 6, DATA_TYPES[type]);
    });
  else if ("shapes" in attribute)
    message(writer, 1, () => {
      for (const shape of attribute.shapes) message(writer, 7, () => writeShape(writer, shape));
    });
  else message(writer, 7, () => writeShape(writer, attribute.shape));
}

function writeShape(writer: BinaryWriter, shape: Shape): void {
  for (const size of shape) message(writer, 2, () => integer(writer, 1, size ?? -1));
}

function writeTensor(writer: BinaryWriter, type: DataType, shape: Shape, values: Float32Array | Int32Array): void {
  integer(writer, 1, DATA_TYPES[type]);
  message(writer, 2, () => writeShape(writer, shape));
  writer.tag(4, WireType.LengthDelimited).bytes(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}
