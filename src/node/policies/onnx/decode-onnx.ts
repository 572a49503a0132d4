import type { BinaryReader } from "@bufbuild/protobuf/wire";
import { FailureError } from "../../../shared/base/failure.ts";
import { decodeTensor } from "./decode-tensor.ts";
import { ATTRIBUTE_TYPES, ELEMENT_TYPES, invalidOnnxFile } from "./onnx-model.ts";
import type { OnnxAttribute, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from "./onnx-model.ts";
import { boundedInteger, readFields, readIntegers } from "./proto-fields.ts";

/** Far more than any policy has; bounds what one file can make us hold. */
const MAX_ENTRIES = 10_000;
/** of an attribute, such as the axes of a Squeeze */
const MAX_INTEGERS = 64;

/** Reads an .onnx file (ModelProto); FailureError "invalid-file" where the bytes are none. */
export function decodeOnnx(bytes: Uint8Array): OnnxModel {
  try {
    // A Buffer's slices share their memory; those of a plain array are copies, which tensors must be.
    return readModel(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length));
  } catch (error) {
    if (error instanceof FailureError) throw error;
    // What the wire reader throws: truncated, illegal tags, varints without end, text that is not UTF-8.
    throw invalidOnnxFile(error instanceof Error ? error.message : String(error), error);
  }
}

function readModel(bytes: Uint8Array): OnnxModel {
  let irVersion = 0;
  let opset = 0;
  let producer = "";
  let graph: OnnxGraph | null = null;
  const metadata = new Map<string, string>();
  readFields(bytes, {
    1: (reader) => (irVersion = boundedInteger(reader.int64())),
    2: (reader) => (producer = reader.string()),
    7: (reader) => (graph = readGraph(reader.bytes())),
    8: (reader) => {
      let [domain, version] = ["", 0];
      readFields(reader.bytes(), {
        1: (inner) => (domain = inner.string()),
        2: (inner) => (version = boundedInteger(inner.int64())),
      });
      if (domain === "" || domain === "ai.onnx") opset = version;
    },
    14: (reader) => {
      let [key, value] = ["", ""];
      readFields(reader.bytes(), {
        1: (inner) => (key = inner.string()),
        2: (inner) => (value = inner.string()),
      });
      checkCount(metadata.size, "texts");
      metadata.set(key, value);
    },
  });
  if (graph === null) throw invalidOnnxFile("it holds no graph");
  return { irVersion, opset, producer, graph, metadata };
}

function readGraph(bytes: Uint8Array): OnnxGraph {
  let name = "";
  const nodes: OnnxNode[] = [];
  const initializers = new Map<string, OnnxTensor>();
  const inputs: OnnxValue[] = [];
  const outputs: OnnxValue[] = [];
  readFields(bytes, {
    1: (reader) => {
      checkCount(nodes.length, "nodes");
      nodes.push(readNode(reader.bytes()));
    },
    2: (reader) => (name = reader.string()),
    5: (reader) => {
      checkCount(initializers.size, "tensors");
      const { name: key, tensor } = decodeTensor(reader.bytes());
      if (initializers.has(key)) throw invalidOnnxFile(`it holds two tensors ${JSON.stringify(key.slice(0, 80))}`);
      initializers.set(key, tensor);
    },
    11: (reader) => addValue(inputs, reader.bytes()),
    12: (reader) => addValue(outputs, reader.bytes()),
  });
  return { name, nodes, initializers, inputs, outputs };
}

function addValue(values: OnnxValue[], bytes: Uint8Array): void {
  checkCount(values.length, "inputs and outputs");
  values.push(readValue(bytes));
}

function readNode(bytes: Uint8Array): OnnxNode {
  let [op, domain] = ["", ""];
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, OnnxAttribute>();
  const add = (names: string[], reader: BinaryReader): void => {
    checkCount(names.length, "inputs of a node");
    names.push(reader.string());
  };
  readFields(bytes, {
    1: (reader) => add(inputs, reader),
    2: (reader) => add(outputs, reader),
    4: (reader) => (op = reader.string()),
    5: (reader) => {
      checkCount(attributes.size, "attributes of a node");
      const { name, attribute } = readAttribute(reader.bytes());
      attributes.set(name, attribute);
    },
    7: (reader) => (domain = reader.string()),
  });
  return { op, domain: domain === "ai.onnx" ? "" : domain, inputs, outputs, attributes };
}

function readAttribute(bytes: Uint8Array): { readonly name: string; readonly attribute: OnnxAttribute } {
  let [name, text] = ["", ""];
  let [type, float, integer] = [0, 0, 0];
  let tensor: OnnxTensor | null = null;
  const integers: number[] = [];
  readFields(bytes, {
    1: (reader) => (name = reader.string()),
    2: (reader) => (float = reader.float()),
    3: (reader) => (integer = boundedInteger(reader.int64())),
    4: (reader) => (text = reader.string()),
    5: (reader) => ({ tensor } = decodeTensor(reader.bytes())),
    8: (reader, wire) => readIntegers(reader, wire, integers, MAX_INTEGERS),
    20: (reader) => (type = reader.int32()),
  });
  const of = (): OnnxAttribute => {
    if (type === ATTRIBUTE_TYPES.float) return { kind: "float", value: float };
    if (type === ATTRIBUTE_TYPES.integer) return { kind: "integer", value: integer };
    if (type === ATTRIBUTE_TYPES.text) return { kind: "text", value: text };
    if (type === ATTRIBUTE_TYPES.integers) return { kind: "integers", value: integers };
    if (type === ATTRIBUTE_TYPES.tensor && tensor !== null) return { kind: "tensor", value: tensor };
    return { kind: "other" };
  };
  return { name, attribute: of() };
}

function readValue(bytes: Uint8Array): OnnxValue {
  let name = "";
  let elements = 0;
  const shape: (number | string)[] = [];
  const readSize = (size: Uint8Array): void => {
    checkCount(shape.length, "dimensions");
    let value: number | string = "?";
    readFields(size, {
      1: (reader) => (value = boundedInteger(reader.int64())),
      2: (reader) => (value = reader.string()),
    });
    shape.push(value);
  };
  readFields(bytes, {
    1: (reader) => (name = reader.string()),
    2: (type) =>
      readFields(type.bytes(), {
        1: (tensor) =>
          readFields(tensor.bytes(), {
            1: (reader) => (elements = reader.int32()),
            2: (sizes) => readFields(sizes.bytes(), { 1: (size) => readSize(size.bytes()) }),
          }),
      }),
  });
  const type = (["float32", "float64", "int64"] as const).find((known) => ELEMENT_TYPES[known] === elements);
  return { name, type: type ?? "other", shape };
}

function checkCount(present: number, what: string): void {
  if (present >= MAX_ENTRIES) throw invalidOnnxFile(`it has more than ${MAX_ENTRIES} ${what}`);
}
