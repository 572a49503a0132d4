/** Operations that change a variable: nothing depends on their values, so they run only where they are tied to a fetch. */
export const EFFECTS: ReadonlySet<string> = new Set([
  "AssignVariableOp",
  "AssignAddVariableOp",
  "ResourceApplyAdam",
  "ResourceApplyGradientDescent",
  "While",
]);

/** The parameter of a function, which is no operation. */
export const PARAMETER = "_parameter";

/**
 * Names of each operation's outputs, by which the nodes of a function refer to each other (tensorflow/core/ops/*.cc).
 * Several outputs under one name are numbered; otherwise one name per output.
 */
const OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  AddN: ["sum"],
  AddV2: ["z"],
  BiasAdd: ["output"],
  BiasAddGrad: ["output"],
  BroadcastTo: ["output"],
  Cast: ["y"],
  ConcatV2: ["output"],
  Const: ["output"],
  ExpandDims: ["output"],
  GatherV2: ["output"],
  Identity: ["output"],
  L2Loss: ["output"],
  Less: ["z"],
  MatMul: ["product"],
  Maximum: ["z"],
  Mean: ["output"],
  Mul: ["z"],
  Neg: ["y"],
  ReadVariableOp: ["value"],
  RealDiv: ["z"],
  Relu: ["activations"],
  ReluGrad: ["backprops"],
  Reshape: ["output"],
  ResourceGather: ["output"],
  Shape: ["output"],
  Sigmoid: ["y"],
  SigmoidGrad: ["z"],
  Size: ["output"],
  SparseSoftmaxCrossEntropyWithLogits: ["loss", "backprop"],
  Split: ["output"],
  Sqrt: ["y"],
  Square: ["y"],
  Sub: ["z"],
  Sum: ["output"],
  Tanh: ["y"],
  TanhGrad: ["z"],
  Unpack: ["output"],
  VarHandleOp: ["resource"],
  ZerosLike: ["y"],
};

/** How a node of a function refers to an output of another: `name:outputName:index`. */
export function functionReference(op: string, name: string, output: number): string {
  if (op === PARAMETER) return name;
  const names = OUTPUTS[op];
  if (names === undefined) throw new Error(`the names of ${op}'s outputs are not known`);
  return names.length === 1 ? `${name}:${names[0]}:${output}` : `${name}:${names[output]}:0`;
}
