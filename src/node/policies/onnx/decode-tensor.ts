import { WireType } from "@bufbuild/protobuf/wire";
import type { BinaryReader } from "@bufbuild/protobuf/wire";
import { ELEMENT_TYPES, invalidOnnxFile } from "./onnx-model.ts";
import type { OnnxTensor } from "./onnx-model.ts";
import { readFields, readIntegers } from "./proto-fields.ts";

const MAX_DIMENSIONS = 8;
/** Integers are shapes and axes, never weights. */
const MAX_INTEGERS = 1024;
const EXTERNAL = 1;

/** Reads a TensorProto: its name, and its values where they are 32-bit floats or a few 64-bit integers. */
export function decodeTensor(bytes: Uint8Array): { readonly name: string; readonly tensor: OnnxTensor } {
  let name = "";
  let type = 0;
  let location = 0;
  let raw: Uint8Array | null = null;
  const shape: number[] = [];
  const floats = new FloatList();
  const integers: number[] = [];
  readFields(bytes, {
    1: (reader, wire) => readIntegers(reader, wire, shape, MAX_DIMENSIONS),
    2: (reader) => (type = reader.int32()),
    4: (reader, wire) => floats.read(reader, wire),
    7: (reader, wire) => readIntegers(reader, wire, integers, MAX_INTEGERS),
    8: (reader) => (name = reader.string()),
    9: (reader) => (raw = reader.bytes()),
    14: (reader) => (location = reader.int32()),
  });
  const label = JSON.stringify(name.slice(0, 80));
  if (shape.some((size) => size < 0)) throw invalidOnnxFile(`tensor ${label} has a negative size`);
  if (location === EXTERNAL) return { name, tensor: other(`the values of tensor ${label} are kept in another file`) };
  const count = shape.reduce((product, size) => product * size, 1);
  const check = (length: number): void => {
    if (length !== count) throw invalidOnnxFile(`tensor ${label} has ${length} values, its shape needs ${count}`);
  };
  if (type === ELEMENT_TYPES.float32) {
    // No weight is empty, and one of 2^40 rows of nothing would be.
    if (count === 0) return { name, tensor: other(`tensor ${label} is empty`) };
    const values = raw === null ? floats.values() : floatsOf(raw);
    check(values.length);
    return { name, tensor: { type: "float32", shape, values } };
  }
  if (type === ELEMENT_TYPES.int64) {
    const values = raw === null ? integers : integersOf(raw);
    check(values.length);
    return { name, tensor: { type: "int64", shape, values } };
  }
  return { name, tensor: other(`tensor ${label} has the element type ${type}, not 32-bit floats`) };
}

function other(problem: string): OnnxTensor {
  return { type: "other", problem };
}

function floatsOf(raw: Uint8Array): Float32Array {
  if (raw.length % 4 !== 0) throw invalidOnnxFile("a tensor's bytes are no whole floats");
  return new Float32Array(raw.slice().buffer);
}

function integersOf(raw: Uint8Array): readonly number[] {
  if (raw.length % 8 !== 0 || raw.length > 8 * MAX_INTEGERS)
    throw invalidOnnxFile(`a tensor of integers has ${raw.length} bytes`);
  return Array.from(new BigInt64Array(raw.slice().buffer), (value) => {
    if (BigInt.asIntN(53, value) !== value) throw invalidOnnxFile(`it holds the number ${value}`);
    return Number(value);
  });
}

/** The field float_data: packed, or one by one. */
class FloatList {
  readonly #packed: Uint8Array[] = [];
  readonly #single: number[] = [];

  read(reader: BinaryReader, wire: WireType): void {
    if (wire === WireType.LengthDelimited) this.#packed.push(reader.bytes());
    else this.#single.push(reader.float());
  }

  values(): Float32Array {
    const [only] = this.#packed;
    if (only === undefined) return Float32Array.from(this.#single);
    if (this.#packed.length > 1 || this.#single.length > 0)
      throw invalidOnnxFile("a tensor's values come in several pieces");
    return floatsOf(only);
  }
}
