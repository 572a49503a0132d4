import fc from "fast-check";
import { expect, test } from "vitest";
import { convertToOnnx, convertToPolicy } from "../../../../../src/node/policies/convert-policy.ts";
import { decodeOnnx } from "../../../../../src/node/policies/onnx/decode-onnx.ts";
import { encodeOnnx } from "../../../../../src/node/policies/onnx/encode-onnx.ts";
import { onnxToPolicy } from "../../../../../src/node/policies/onnx/onnx-to-policy.ts";
import { FailureError } from "../../../../../src/shared/base/failure.ts";
import { decodePolicy, encodePolicy } from "../../../../../src/shared/policy/policy-file.ts";
import type { PolicyMeta } from "../../../../../src/shared/policy/policy-meta.ts";
import { floats, foreignModel, integers, node } from "../../../../builders/onnx.ts";
import { policyArbitrary } from "../../../../builders/policy-arbitrary.ts";
import { buildPolicy } from "../../../../builders/policy.ts";

const RECURRENT_BINS: Partial<PolicyMeta> = {
  architecture: { kind: "lstm", inputs: 4, hidden: [3], outputs: 6, activation: "tanh", cells: 2, window: 8 },
  head: { kind: "bins", bins: 3 },
};

test("any policy comes back from ONNX as the very file it was", () => {
  fc.assert(
    fc.property(policyArbitrary(), (policy) => {
      policy.layers[0]?.bias.fill(-0, 0, 1);
      policy.lstm?.bias.fill(-0, 0, 1);
      const file = encodePolicy(policy);
      const { bytes } = convertToOnnx(file);
      expect(convertToPolicy(bytes, "x.onnx").bytes).toEqual(file);
      expect(convertToPolicy(Buffer.from(bytes), "x.onnx").bytes).toEqual(file);
    }),
    { numRuns: 200 },
  );
});

test("tells what goes in and out", () => {
  const file = encodePolicy(buildPolicy(RECURRENT_BINS));
  const state = ["h", "c"].map((name) => ({ name, type: "float32", shape: [1, "batch", 2] }));
  const border = {
    inputs: [{ name: "observation", type: "float32", shape: ["batch", 4] }, ...state],
    outputs: [
      { name: "action", type: "float32", shape: ["batch", 2] },
      ...state.map((value) => ({ ...value, name: `${value.name}_next` })),
    ],
  };
  expect(convertToOnnx(file)).toMatchObject(border);
  expect(convertToPolicy(convertToOnnx(file).bytes, "x.onnx")).toMatchObject(border);
});

test("a model without metadata is named after its file", () => {
  const model = foreignModel([node("Gemm", ["x", "w"], ["y"])], { w: floats([2, 1]) });
  const { meta } = decodePolicy(convertToPolicy(encodeOnnx(model), "models/my actor.onnx").bytes);
  expect(meta.name).toBe("my actor");
  expect(meta.id).toMatch(/^[0-9A-Z]{26}$/);
});

test("reads what it writes, border and constants included", () => {
  const model = foreignModel([node("Squeeze", ["x", "axes", ""], ["y"], { keepdims: 0, axis: -1 })], {
    axes: integers(0, -1, 2 ** 40),
    scalar: floats([], [0.5]),
  });
  expect(decodeOnnx(encodeOnnx(model))).toEqual(model);
});

/** A message field of bytes. */
function field(number: number, bytes: Uint8Array | readonly number[]): number[] {
  const length = bytes.length;
  return [(number << 3) | 2, ...(length < 128 ? [length] : [(length & 127) | 128, length >> 7]), ...bytes];
}
function modelWithTensor(tensor: readonly number[]): Uint8Array {
  return Uint8Array.from(field(7, field(5, tensor)));
}

test.each([
  ["packed", [8, 2, 16, 1, ...field(4, [0, 0, 128, 63, 0, 0, 0, 64])]],
  ["one by one", [8, 2, 16, 1, 0x25, 0, 0, 128, 63, 0x25, 0, 0, 0, 64]],
  ["raw", [8, 2, 16, 1, ...field(9, [0, 0, 128, 63, 0, 0, 0, 64])]],
  ["with sizes packed", [...field(1, [2]), 16, 1, ...field(9, [0, 0, 128, 63, 0, 0, 0, 64])]],
])("reads values that are stored %s", (_, tensor) => {
  expect(decodeOnnx(modelWithTensor(tensor)).graph.initializers.get("")).toEqual(floats([2], [1, 2]));
});

test.each([
  ["nothing", new Uint8Array(0), "no graph"],
  ["a text", new TextEncoder().encode("safetensors and so on"), "not a usable ONNX file"],
  ["a tensor that is too short", modelWithTensor([8, 3, 16, 1, ...field(9, [0, 0, 128, 63])]), "its shape needs 3"],
  ["a negative size", modelWithTensor([8, ...Array.from({ length: 9 }, () => 255), 1, 16, 1]), "negative size"],
  ["nine dimensions", modelWithTensor(Array.from({ length: 9 }, () => [8, 1]).flat()), "more than 8 numbers"],
  ["half a float", modelWithTensor([8, 1, 16, 1, ...field(9, [0, 0, 128])]), "no whole floats"],
])("refuses %s", (_, bytes, text) => {
  expect(() => decodeOnnx(bytes)).toThrow(text);
  expect(() => decodeOnnx(bytes)).toThrow(FailureError);
});

test("a weight of endless rows of nothing is refused, not made", () => {
  const shape = [8, ...Array.from({ length: 5 }, () => 255), 1, 8, 0];
  const endless = decodeOnnx(modelWithTensor([...shape, 16, 1, ...field(8, [119])])).graph.initializers;
  expect(endless.get("w")).toEqual({ type: "other", problem: 'tensor "w" is empty' });
  for (const nodes of [
    [node("Gemm", ["x", "w"], ["y"], { transB: 1 })],
    [node("Transpose", ["w"], ["t"]), node("MatMul", ["x", "t"], ["y"])],
  ]) {
    const model = foreignModel(nodes, Object.fromEntries(endless));
    expect(() => onnxToPolicy(model, { id: "a", name: "a", createdAt: "" })).toThrow("empty");
  }
});

test("weights in another file are refused with that reason", () => {
  const outside = modelWithTensor([8, 1, 16, 1, ...field(8, [119]), 112, 1]);
  expect(decodeOnnx(outside).graph.initializers.get("w")).toEqual({
    type: "other",
    problem: 'the values of tensor "w" are kept in another file',
  });
});

test.each([
  ["a perceptron", buildPolicy()],
  ["a memory with bins", buildPolicy(RECURRENT_BINS)],
])("any change of a file gives a policy or a failure: %s", (_, policy) => {
  const good = convertToOnnx(encodePolicy(policy)).bytes;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 0, max: 3 * good.length }),
      (edits, cut) => {
        const bytes = good.slice(0, cut);
        for (const [position, value] of edits) if (position < bytes.length) bytes[position] = value;
        try {
          decodePolicy(convertToPolicy(bytes, "x.onnx").bytes);
        } catch (error) {
          if (!(error instanceof FailureError)) throw error;
          expect(["invalid-file", "unsupported"]).toContain(error.failure.kind);
        }
      },
    ),
    { numRuns: 3000 },
  );
});
