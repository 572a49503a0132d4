import { unsupportedOnnx } from "./onnx-model.ts";
import type { OnnxNode, OnnxTensor } from "./onnx-model.ts";

/** The constants among a node's inputs, and its attributes, each checked when asked for. */
export class Operands {
  readonly node: OnnxNode;
  readonly #constants: ReadonlyMap<string, OnnxTensor>;

  constructor(node: OnnxNode, constants: ReadonlyMap<string, OnnxTensor>) {
    this.node = node;
    this.#constants = constants;
  }

  has(index: number): boolean {
    return (this.node.inputs[index] ?? "") !== "";
  }

  isConstant(index: number): boolean {
    return this.#constants.has(this.node.inputs[index] ?? "");
  }

  /** finite 32-bit floats */
  floats(index: number): { readonly shape: readonly number[]; readonly values: Float32Array } {
    const tensor = this.#constant(index);
    if (tensor.type !== "float32") throw unsupportedOnnx(`input ${index} of ${this.node.op} is no constant of floats`);
    if (!tensor.values.every(Number.isFinite))
      throw unsupportedOnnx(`a constant of ${this.node.op} holds a number that is not finite`);
    return tensor;
  }

  integers(index: number): readonly number[] {
    const tensor = this.#constant(index);
    if (tensor.type !== "int64") throw unsupportedOnnx(`input ${index} of ${this.node.op} is no constant of integers`);
    return tensor.values;
  }

  /** Refuses the node unless these integer or float attributes have these values, the first being their default. */
  expect(name: string, ...allowed: readonly number[]): number {
    const attribute = this.node.attributes.get(name);
    if (attribute === undefined) return allowed[0] ?? 0;
    const value = attribute.kind === "integer" || attribute.kind === "float" ? attribute.value : NaN;
    if (!allowed.includes(value))
      throw unsupportedOnnx(`${this.node.op} with another ${name} than ${allowed.join(" or ")}`);
    return value;
  }

  #constant(index: number): OnnxTensor {
    const tensor = this.#constants.get(this.node.inputs[index] ?? "");
    if (tensor === undefined) throw unsupportedOnnx(`input ${index} of ${this.node.op} is no constant`);
    if (tensor.type === "other") throw unsupportedOnnx(tensor.problem);
    return tensor;
  }
}
