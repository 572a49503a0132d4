import fc from "fast-check";
import { expect, test } from "vitest";
import { FailureError } from "../../../src/shared/base/failure.ts";
import { decodeSafetensors, encodeSafetensors } from "../../../src/shared/policy/safetensors.ts";
import type { TensorFile } from "../../../src/shared/policy/safetensors.ts";
import { decodeUtf8, encodeUtf8 } from "../../../src/shared/policy/utf8.ts";

const tensor = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }).chain((shape) => {
  const size = shape.reduce((a, b) => a * b, 1);
  return fc.float32Array({ minLength: size, maxLength: size }).map((values) => ({ shape, values }));
});
const name = fc.string({ unit: "grapheme" }).filter((text) => text !== "__metadata__" && text !== "__proto__");
const file: fc.Arbitrary<TensorFile> = fc.record({
  tensors: fc.array(fc.tuple(name, tensor), { maxLength: 6 }).map((entries) => new Map(entries)),
  metadata: fc
    .array(fc.tuple(name, fc.string({ unit: "grapheme" })), { maxLength: 4 })
    .map((entries) => new Map(entries)),
});

/** A file with this header text, and this many bytes of data. */
function withHeader(json: string, dataBytes = 0): Uint8Array {
  const header = encodeUtf8(json);
  const bytes = new Uint8Array(8 + header.length + dataBytes);
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, 8);
  return bytes;
}

test("what is written is read back, bit for bit", () => {
  fc.assert(
    fc.property(file, (written) => {
      const bytes = encodeSafetensors(written);
      const read = decodeSafetensors(bytes);
      expect(new Map(read.metadata)).toEqual(written.metadata);
      expect(read.tensors.size).toBe(written.tensors.size);
      for (const [key, { shape, values }] of written.tensors) {
        expect(read.tensors.get(key)?.shape).toEqual(shape);
        expect(new Uint8Array(read.tensors.get(key)?.values.buffer ?? new ArrayBuffer(0))).toEqual(
          new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
        );
      }
    }),
  );
});

test("the data section starts at a multiple of 8 bytes", () => {
  for (const key of ["a", "bb", "ccc", "dddd"]) {
    const bytes = encodeSafetensors({
      tensors: new Map([[key, { shape: [1], values: new Float32Array(1) }]]),
      metadata: new Map(),
    });
    expect((bytes.length - 4) % 8).toBe(0);
  }
});

test("any change of any file is read or refused, never a crash", () => {
  fc.assert(
    fc.property(
      file,
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      fc.nat(),
      (written, edits, cut) => {
        const bytes = encodeSafetensors(written);
        for (const [position, value] of edits) bytes[position % bytes.length] = value;
        for (const candidate of [bytes, bytes.subarray(0, cut % (bytes.length + 1))]) {
          try {
            decodeSafetensors(candidate);
          } catch (error) {
            expect(error).toBeInstanceOf(FailureError);
            expect((error as FailureError).failure.kind).toBe("invalid-file");
          }
        }
      },
    ),
    { numRuns: 2000 },
  );
});

const four = `"dtype":"F32","shape":[1]`;
test.each([
  ["empty", new Uint8Array(0), "shorter than 8 bytes"],
  ["a header longer than the file", Uint8Array.of(255, 0, 0, 0, 0, 0, 0, 0), "shorter than its header"],
  ["a header of 2^63 bytes", Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 128), "claims"],
  ["a header that is no object", withHeader("[1]"), "begin with {"],
  ["broken JSON", withHeader(`{"a":`), "not JSON"],
  ["another type", withHeader(`{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}`, 4), "type"],
  ["a shape that does not fit", withHeader(`{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,4]}}`, 4), "shape"],
  [
    "a huge shape",
    withHeader(`{"a":{"dtype":"F32","shape":[9007199254740991,9007199254740991],"data_offsets":[0,4]}}`, 4),
    "shape",
  ],
  [
    "overlapping tensors",
    withHeader(`{"a":{${four},"data_offsets":[0,4]},"b":{${four},"data_offsets":[0,4]}}`, 4),
    "overlaps",
  ],
  ["a hole", withHeader(`{"a":{${four},"data_offsets":[0,4]},"b":{${four},"data_offsets":[8,12]}}`, 12), "gap"],
  ["a hole at the start", withHeader(`{"a":{${four},"data_offsets":[4,8]}}`, 8), "gap"],
  ["data that nothing describes", withHeader(`{"a":{${four},"data_offsets":[0,4]}}`, 8), "8 bytes of data"],
  ["metadata that are not texts", withHeader(`{"__metadata__":{"a":1}}`), "metadata"],
  ["offsets backwards", withHeader(`{"a":{"dtype":"F32","shape":[0],"data_offsets":[4,0]}}`), "shape"],
])("refuses %s", (_, bytes, text) => {
  expect(() => decodeSafetensors(bytes)).toThrow(text);
});

test("UTF-8 agrees with the host's encoder and strict decoder", () => {
  const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.uint8Array({ maxLength: 12 }), (text, bytes) => {
      expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text));
      expect(decodeUtf8(encodeUtf8(text))).toBe(strict.decode(new TextEncoder().encode(text)));
      let expected: string | null = null;
      try {
        expected = strict.decode(bytes);
      } catch {
        expected = null;
      }
      expect(decodeUtf8(bytes)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});

test("a Node Buffer, whose slice copies nothing, is read like any bytes", () => {
  const written: TensorFile = {
    tensors: new Map([
      ["a", { shape: [2], values: Float32Array.of(1, 2) }],
      ["b", { shape: [3], values: Float32Array.of(3, 4, 5) }],
    ]),
    metadata: new Map(),
  };
  const read = decodeSafetensors(Buffer.from(encodeSafetensors(written)));
  expect([...read.tensors].map(([key, { values }]) => [key, [...values]])).toEqual([
    ["a", [1, 2]],
    ["b", [3, 4, 5]],
  ]);
});
