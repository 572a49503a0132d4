import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { integer, message, text } from "../../../shared/learn/graph/proto-fields.ts";
import { ATTRIBUTE_TYPES, ELEMENT_TYPES } from "./onnx-model.ts";
import type { OnnxAttribute, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from "./onnx-model.ts";

/** The bytes of an .onnx file (ModelProto). */
export function encodeOnnx(model: OnnxModel): Uint8Array {
  const writer = new BinaryWriter();
  integer(writer, 1, model.irVersion);
  text(writer, 2, model.producer);
  message(writer, 7, () => writeGraph(writer, model.graph));
  message(writer, 8, () => {
    text(writer, 1, "");
    integer(writer, 2, model.opset);
  });
  for (const [key, value] of model.metadata) {
    message(writer, 14, () => {
      text(writer, 1, key);
      text(writer, 2, value);
    });
  }
  return writer.finish();
}

function writeGraph(writer: BinaryWriter, graph: OnnxGraph): void {
  graph.nodes.forEach((node, index) => message(writer, 1, () => writeNode(writer, node, index)));
  text(writer, 2, graph.name);
  for (const [name, tensor] of graph.initializers) message(writer, 5, () => writeTensor(writer, name, tensor));
  for (const value of graph.inputs) message(writer, 11, () => writeValue(writer, value));
  for (const value of graph.outputs) message(writer, 12, () => writeValue(writer, value));
}

function writeNode(writer: BinaryWriter, node: OnnxNode, index: number): void {
  for (const name of node.inputs) text(writer, 1, name);
  for (const name of node.outputs) text(writer, 2, name);
  text(writer, 3, `${node.op}_${index}`);
  text(writer, 4, node.op);
  for (const [name, attribute] of node.attributes) message(writer, 5, () => writeAttribute(writer, name, attribute));
}

function writeAttribute(writer: BinaryWriter, name: string, attribute: OnnxAttribute): void {
  text(writer, 1, name);
  if (attribute.kind !== "integer") throw new Error(`attribute ${name} has no use in a policy`);
  integer(writer, 3, attribute.value);
  integer(writer, 20, ATTRIBUTE_TYPES.integer);
}

function writeTensor(writer: BinaryWriter, name: string, tensor: OnnxTensor): void {
  if (tensor.type === "other") throw new Error(`tensor ${name} cannot be written: ${tensor.problem}`);
  for (const size of tensor.shape) integer(writer, 1, size);
  integer(writer, 2, ELEMENT_TYPES[tensor.type]);
  text(writer, 8, name);
  const values = tensor.type === "float32" ? tensor.values : BigInt64Array.from(tensor.values, BigInt);
  writer.tag(9, WireType.LengthDelimited).bytes(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

function writeValue(writer: BinaryWriter, { name, type, shape }: OnnxValue): void {
  if (type === "other") throw new Error(`value ${name} has no type`);
  text(writer, 1, name);
  message(writer, 2, () =>
    message(writer, 1, () => {
      integer(writer, 1, ELEMENT_TYPES[type]);
      message(writer, 2, () => {
        for (const size of shape) {
          message(writer, 1, () => (typeof size === "number" ? integer(writer, 1, size) : text(writer, 2, size)));
        }
      });
    }),
  );
}
