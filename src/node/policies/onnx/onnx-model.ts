import { FailureError } from "../../../shared/base/failure.ts";

/**
 * The part of ONNX (onnx/onnx, onnx.proto) that policies need. What a file holds beyond it is either of no consequence
 * (documentation, shapes of values between nodes) or makes an attribute or tensor "other", which no node here accepts.
 */
export interface OnnxModel {
  readonly irVersion: number;
  /** version of the default operator set; 0 where the file names none */
  readonly opset: number;
  readonly producer: string;
  readonly graph: OnnxGraph;
  readonly metadata: ReadonlyMap<string, string>;
}

export interface OnnxGraph {
  readonly name: string;
  /** in an order in which they can be run */
  readonly nodes: readonly OnnxNode[];
  readonly initializers: ReadonlyMap<string, OnnxTensor>;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

export interface OnnxNode {
  readonly op: string;
  /** "" for ONNX's own operators */
  readonly domain: string;
  /** "" for an optional one that is left out */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

export type OnnxAttribute =
  | { readonly kind: "integer"; readonly value: number }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "integers"; readonly value: readonly number[] }
  | { readonly kind: "tensor"; readonly value: OnnxTensor }
  | { readonly kind: "other" };

/** Row-major. */
export type OnnxTensor =
  | { readonly type: "float32"; readonly shape: readonly number[]; readonly values: Float32Array }
  | { readonly type: "int64"; readonly shape: readonly number[]; readonly values: readonly number[] }
  /** another type, or weights that are kept in another file: why it cannot be used */
  | { readonly type: "other"; readonly problem: string };

/** An input or output of the graph. */
export interface OnnxValue {
  readonly name: string;
  readonly type: "float32" | "float64" | "int64" | "other";
  /** a number, or the name of a size that is free */
  readonly shape: readonly (number | string)[];
}

/** The wire's numbers of element types (TensorProto.DataType). */
export const ELEMENT_TYPES = { float32: 1, int64: 7, float64: 11 } as const;
/** The wire's numbers of attribute types (AttributeProto.AttributeType). */
export const ATTRIBUTE_TYPES = { float: 1, integer: 2, text: 3, tensor: 4, integers: 7 } as const;

/** The failure of a file that is no ONNX model, or a damaged one. */
export function invalidOnnxFile(what: string, cause?: unknown): FailureError {
  return new FailureError(
    "invalid-file",
    `This is not a usable ONNX file: ${what}.`,
    "Choose an .onnx file that onnx.checker accepts, or export it again.",
    cause === undefined ? {} : { cause },
  );
}

/** The failure of a sound model that is no policy Pogo can run. */
export function unsupportedOnnx(what: string): FailureError {
  return new FailureError(
    "unsupported",
    `This ONNX model cannot become a policy: ${what}.`,
    "Pogo runs chains of dense layers (Gemm, or MatMul and Add) with ReLU or Tanh between them, with (x - mean) / std before and one LSTM after them.",
  );
}
