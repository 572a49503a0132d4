import fc from "fast-check";
import { expect, test } from "vitest";
import { FailureError } from "../../../src/shared/base/failure.ts";
import { decodePolicy, encodePolicy } from "../../../src/shared/policy/policy-file.ts";
import { decodeSafetensors, encodeSafetensors } from "../../../src/shared/policy/safetensors.ts";
import type { FloatTensor } from "../../../src/shared/policy/safetensors.ts";
import { buildPolicy } from "../../builders/policy.ts";

test("a policy is read back as it was written", () => {
  for (const normaliser of [true, false]) {
    const policy = buildPolicy({ normaliser });
    expect(decodePolicy(encodePolicy(policy))).toEqual(policy);
  }
});

/** The file of a good policy after an edit of its tensors. */
function edited(edit: (tensors: Map<string, FloatTensor>) => void): Uint8Array {
  const file = decodeSafetensors(encodePolicy(buildPolicy()));
  const tensors = new Map(file.tensors);
  edit(tensors);
  return encodeSafetensors({ tensors, metadata: file.metadata });
}

test.each<[string, (tensors: Map<string, FloatTensor>) => void, string]>([
  ["a missing tensor", (t) => t.delete("layers.1.bias"), "7 tensors"],
  [
    "a tensor under another name",
    (t) => {
      t.delete("layers.1.bias");
      t.set("layers.9.bias", { shape: [8], values: new Float32Array(8) });
    },
    "layers.1.bias is missing",
  ],
  [
    "another shape",
    (t) => t.set("layers.0.weight", { shape: [11, 16], values: new Float32Array(176) }),
    "shape [11, 16]",
  ],
  ["a weight that is not a number", (t) => t.get("layers.0.weight")?.values.fill(Number.NaN, 0, 1), "not finite"],
  ["a deviation of zero", (t) => t.get("normaliser.std")?.values.fill(0, 0, 1), "not positive"],
])("refuses %s", (_, edit, text) => {
  expect(() => decodePolicy(edited(edit))).toThrow(text);
});

test("refuses foreign and malformed metadata, naming the place", () => {
  const { tensors } = decodeSafetensors(encodePolicy(buildPolicy()));
  const decode = (metadata: [string, string][]) => () =>
    decodePolicy(encodeSafetensors({ tensors, metadata: new Map(metadata) }));
  expect(decode([["format", "pt"]])).toThrow("no Pogo metadata");
  expect(decode([["pogo", "{"]])).toThrow("not JSON");
  expect(decode([["pogo", JSON.stringify({ ...buildPolicy().meta, seed: -1 })]])).toThrow("seed");
  expect(decode([["pogo", JSON.stringify({ ...buildPolicy().meta, version: 2 })]])).toThrow("version");
});

test("a changed byte gives a usable policy or a failure", () => {
  const good = encodePolicy(buildPolicy());
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.nat(255), (position, value) => {
      const bytes = good.slice();
      bytes[position] = value;
      try {
        expect(decodePolicy(bytes).layers).toHaveLength(3);
      } catch (error) {
        if (!(error instanceof FailureError)) throw error;
        expect(error.failure.kind).toBe("invalid-file");
      }
    }),
    { numRuns: 2000 },
  );
});
