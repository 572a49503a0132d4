import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { invalidOnnxFile } from "./onnx-model.ts";

/** Reads the value of one field. */
export type FieldReader = (reader: BinaryReader, wire: WireType) => unknown;

/** Reads a message field by field; those without a reader are skipped. Throws what the wire reader throws. */
export function readFields(bytes: Uint8Array, fields: Readonly<Record<number, FieldReader>>): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, wire] = reader.tag();
    const read = fields[field];
    if (read === undefined || wire === WireType.StartGroup) reader.skip(wire, field);
    else read(reader, wire);
  }
}

/** A 64-bit integer that a number can hold exactly. */
export function boundedInteger(value: bigint | string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw invalidOnnxFile(`it holds the number ${value}`);
  return number;
}

/** Adds a repeated integer field's value or packed values, `most` in all. */
export function readIntegers(reader: BinaryReader, wire: WireType, into: number[], most: number): void {
  const add = (source: BinaryReader): void => {
    if (into.length >= most) throw invalidOnnxFile(`a list of it has more than ${most} numbers`);
    into.push(boundedInteger(source.int64()));
  };
  if (wire !== WireType.LengthDelimited) {
    add(reader);
    return;
  }
  const packed = new BinaryReader(reader.bytes());
  while (packed.pos < packed.len) add(packed);
}
