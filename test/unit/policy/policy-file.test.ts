import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FailureError } from "../../../src/shared/base/failure.ts";
import { decodePolicy, encodePolicy } from "../../../src/shared/policy/policy-file.ts";
import type { PolicyMeta } from "../../../src/shared/policy/policy-meta.ts";
import { createPolicyRuntime } from "../../../src/shared/policy/policy-runtime.ts";
import type { Policy } from "../../../src/shared/policy/policy.ts";
import { decodeSafetensors, encodeSafetensors } from "../../../src/shared/policy/safetensors.ts";
import type { FloatTensor } from "../../../src/shared/policy/safetensors.ts";
import { policyArbitrary } from "../../builders/policy-arbitrary.ts";
import { buildPolicy } from "../../builders/policy.ts";

test("a policy is read back as it was written, whatever its architecture and head", () => {
  fc.assert(
    fc.property(policyArbitrary(), (policy) => {
      expect(decodePolicy(encodePolicy(policy))).toEqual(policy);
    }),
    { numRuns: 300 },
  );
});

test("a file of before there were heads and memories is read as it was meant", () => {
  const { tensors } = decodeSafetensors(encodePolicy(buildPolicy()));
  const { head, ...old } = buildPolicy().meta;
  expect(head).toEqual({ kind: "linear" });
  const bytes = encodeSafetensors({ tensors, metadata: new Map([["pogo", JSON.stringify(old)]]) });
  expect(decodePolicy(bytes)).toEqual(buildPolicy());
});

test("the policy that comes with the app is one of those files", async () => {
  const bytes = new Uint8Array(
    await readFile(resolve(import.meta.dirname, "../../../resources/demo/demo-cs285-clone.safetensors")),
  );
  expect(decodeSafetensors(bytes).metadata.get("pogo")).not.toContain('"head"');
  const policy = decodePolicy(bytes);
  expect(policy.meta.head).toEqual({ kind: "linear" });
  expect(policy.lstm).toBeNull();
});

const RECURRENT: Partial<PolicyMeta> = {
  architecture: { kind: "lstm", inputs: 4, hidden: [3], outputs: 6, activation: "tanh", cells: 2, window: 8 },
  head: { kind: "bins", bins: 3 },
};

function recurrent(): Policy {
  return buildPolicy(RECURRENT);
}

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

test.each<[string, (tensors: Map<string, FloatTensor>) => void, string]>([
  ["missing", (t) => t.delete("lstm.bias"), "8 tensors"],
  ["transposed", (t) => t.set("lstm.weight_ih", { shape: [3, 8], values: new Float32Array(24) }), "shape [3, 8]"],
  ["infinite", (t) => t.get("lstm.weight_hh")?.values.fill(Infinity, 0, 1), "not finite"],
])("refuses a memory that is %s", (_, edit, text) => {
  const file = decodeSafetensors(encodePolicy(recurrent()));
  const tensors = new Map(file.tensors);
  edit(tensors);
  expect(() => decodePolicy(encodeSafetensors({ tensors, metadata: file.metadata }))).toThrow(text);
});

test("refuses bins that do not divide the outputs", () => {
  const { tensors } = decodeSafetensors(encodePolicy(recurrent()));
  const metadata = new Map([["pogo", JSON.stringify({ ...recurrent().meta, head: { kind: "bins", bins: 4 } })]]);
  expect(() => decodePolicy(encodeSafetensors({ tensors, metadata }))).toThrow("head.bins");
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

test.each([
  ["a perceptron", encodePolicy(buildPolicy())],
  ["a memory with bins", encodePolicy(recurrent())],
])("changed bytes give a usable policy or a failure: %s", (_, good) => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 0, max: 2 * good.length }),
      (edits, cut) => {
        const bytes = good.slice(0, cut);
        for (const [position, value] of edits) if (position < bytes.length) bytes[position] = value;
        try {
          const policy = decodePolicy(bytes);
          const runtime = createPolicyRuntime(policy);
          const out = new Float64Array(runtime.outputs);
          runtime.act(new Float64Array(runtime.inputs), out);
          expect(decodePolicy(encodePolicy(policy))).toEqual(policy);
        } catch (error) {
          if (!(error instanceof FailureError)) throw error;
          expect(error.failure.kind).toBe("invalid-file");
        }
      },
    ),
    { numRuns: 2000 },
  );
});
