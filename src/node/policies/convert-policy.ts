import { basename } from "node:path";
import { decodePolicy, encodePolicy } from "../../shared/policy/policy-file.ts";
import { newId } from "../settings/new-id.ts";
import { decodeOnnx } from "./onnx/decode-onnx.ts";
import { encodeOnnx } from "./onnx/encode-onnx.ts";
import type { OnnxModel, OnnxValue } from "./onnx/onnx-model.ts";
import { onnxToPolicy } from "./onnx/onnx-to-policy.ts";
import { policyToOnnx } from "./onnx/policy-to-onnx.ts";

/** A converted file, and what goes in and out when it is run. */
export interface Converted {
  readonly bytes: Uint8Array;
  /** as ONNX Runtime asks for them */
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

export function convertToOnnx(policy: Uint8Array): Converted {
  const model = policyToOnnx(decodePolicy(policy));
  return { bytes: encodeOnnx(model), ...border(model) };
}

/**
 * bytes that are no ONNX model, "unsupported" for a model that is no policy.
 */
export function convertToPolicy(onnx: Uint8Array, path: string): Converted {
  const name = basename(path)
    .replace(/\.onnx$/i, "")
    .slice(0, 200);
  const policy = onnxToPolicy(decodeOnnx(onnx), {
    id: newId(),
    name: name === "" ? "Policy" : name,
    createdAt: new Date().toISOString(),
  });
  return { bytes: encodePolicy(policy), ...border(policyToOnnx(policy)) };
}

function border({ graph: { inputs, outputs } }: OnnxModel): Pick<Converted, "inputs" | "outputs"> {
  return { inputs, outputs };
}
