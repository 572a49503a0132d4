import { expect, test } from "vitest";
import { onnxToPolicy } from "../../../../../src/node/policies/onnx/onnx-to-policy.ts";
import type { OnnxModel } from "../../../../../src/node/policies/onnx/onnx-model.ts";
import { policyToOnnx } from "../../../../../src/node/policies/onnx/policy-to-onnx.ts";
import { createPolicyRuntime } from "../../../../../src/shared/policy/policy-runtime.ts";
import type { Policy } from "../../../../../src/shared/policy/policy.ts";
import { floats, foreignModel, integers, node } from "../../../../builders/onnx.ts";
import { buildPolicy } from "../../../../builders/policy.ts";

const FRESH = { id: "01K0000000000000000000NEWP", name: "actor", createdAt: "2026-01-01T00:00:00.000Z" };

function read(model: OnnxModel): Policy {
  return onnxToPolicy(model, FRESH);
}

/** 2-3-1 as PyTorch exports nn.Sequential. */
const PYTORCH = foreignModel(
  [
    node("Gemm", ["x", "0.weight", "0.bias"], ["a"], {
      alpha: { kind: "float", value: 1 },
      beta: { kind: "float", value: 1 },
      transB: 1,
    }),
    node("Tanh", ["a"], ["b"]),
    node("Gemm", ["b", "2.weight", "2.bias"], ["y"], { transB: 1 }),
  ],
  { "0.weight": floats([3, 2]), "0.bias": floats([3]), "2.weight": floats([1, 3]), "2.bias": floats([1]) },
);

test("a perceptron that PyTorch exported becomes a policy", () => {
  const policy = read(PYTORCH);
  expect(policy.meta).toMatchObject({
    ...FRESH,
    architecture: { kind: "mlp", inputs: 2, hidden: [3], outputs: 1, activation: "tanh" },
    head: { kind: "linear" },
    normaliser: false,
    training: { backend: "ONNX file of pytorch" },
  });
  expect(policy.layers[0]).toEqual({ inputs: 2, outputs: 3, weight: floats([3, 2]).values, bias: floats([3]).values });
});

test("the forms that exporters give a dense layer are the same layer", () => {
  const weight = floats([2, 3]);
  const bias = floats([3]);
  const rest = [node("Relu", ["a"], ["b"]), node("MatMul", ["b", "w2"], ["y"])];
  const constants = { w: weight, c: bias, w2: floats([3, 1]) };
  const forms = [
    foreignModel([node("Gemm", ["x", "w", "c"], ["a"]), ...rest], constants),
    foreignModel([node("MatMul", ["x", "w"], ["p"]), node("Add", ["p", "c"], ["a"]), ...rest], constants),
    foreignModel([node("MatMul", ["x", "w"], ["p"]), node("Add", ["c", "p"], ["a"]), ...rest], constants),
    foreignModel(
      [
        node("Transpose", ["rows"], ["w"], { perm: { kind: "integers", value: [1, 0] } }),
        node("Constant", [], ["c"], { value: { kind: "tensor", value: bias } }),
        node("Identity", ["w2 shared"], ["w2"]),
        node("MatMul", ["x", "w"], ["p"]),
        node("Add", ["p", "c"], ["a"]),
        ...rest,
      ],
      { rows: floats([3, 2], [0.1, 0.4, 0.2, 0.5, 0.3, 0.6]), "w2 shared": floats([3, 1]) },
    ),
  ];
  const policies = forms.map(read);
  for (const policy of policies) expect(policy).toEqual(policies[0]);
  expect(policies[0]?.layers[0]?.weight).toEqual(Float32Array.of(0.1, 0.4, 0.2, 0.5, 0.3, 0.6));
});

test("one mean and one deviation for all are spread over the inputs", () => {
  const model = foreignModel(
    [
      node("Sub", ["x", "m"], ["s"]),
      node("Div", ["s", "d"], ["n"]),
      node("MatMul", ["n", "w"], ["p"]),
      node("Clip", ["p", "low", "high"], ["y"]),
    ],
    { m: floats([], [3]), d: floats([1], [2]), w: floats([2, 1]), low: floats([], [-1]), high: floats([], [1]) },
  );
  expect(read(model).normaliser).toEqual({ mean: Float32Array.of(3, 3), std: Float32Array.of(2, 2) });
});

test("an LSTM that PyTorch exported, batch first and with two biases, runs step by step", () => {
  const model = foreignModel(
    [
      node("Transpose", ["x"], ["t"], { perm: { kind: "integers", value: [1, 0, 2] } }),
      node("LSTM", ["t", "W", "R", "B", "", "h", "c"], ["all", "", ""], { hidden_size: 1 }),
      node("Squeeze", ["all", "axes"], ["s"]),
      node("Transpose", ["s"], ["u"], { perm: { kind: "integers", value: [1, 0, 2] } }),
      node("MatMul", ["u", "w"], ["p"]),
      node("Add", ["p", "b"], ["y"]),
    ],
    {
      W: floats([1, 4, 2]),
      R: floats([1, 4, 1]),
      B: floats([1, 8]),
      axes: integers(1),
      w: floats([1, 1], [1]),
      b: floats([1], [0]),
    },
    {
      inputs: ["x", "h", "c"].map((name) => ({ name, type: "float32", shape: ["batch", "time", 2] })),
    },
  );
  const policy = read(model);
  // Gates of ONNX: input, output, forget, cell.
  expect(policy.lstm?.bias).toEqual(Float32Array.from([0.1 + 0.5, 0.3 + 0.7, 0.4 + 0.8, 0.2 + 0.6]));
  expect(policy.lstm?.recurrentWeight).toEqual(Float32Array.of(0.1, 0.3, 0.4, 0.2));
  const runtime = createPolicyRuntime(policy);
  const out = new Float64Array(1);
  runtime.act([0, 0], out);
  const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
  expect(out[0]).toBeCloseTo(sigmoid(0.8) * Math.tanh(sigmoid(0.6) * Math.tanh(1.2)), 6);
});

/** PyTorch's perceptron with other nodes or constants. */
function altered(
  nodes: readonly ReturnType<typeof node>[],
  constants: Parameters<typeof foreignModel>[1] = {},
  parts: Parameters<typeof foreignModel>[2] = {},
): OnnxModel {
  return foreignModel(nodes, { ...Object.fromEntries(PYTORCH.graph.initializers), ...constants }, parts);
}
const [FIRST, TANH, LAST] = PYTORCH.graph.nodes as [
  ReturnType<typeof node>,
  ReturnType<typeof node>,
  ReturnType<typeof node>,
];

test.each<[string, OnnxModel, string]>([
  ["an operator of no policy", altered([FIRST, node("Softplus", ["a"], ["b"]), LAST]), "the operator Softplus"],
  ["an operator of another set", altered([FIRST, { ...TANH, domain: "com.microsoft" }, LAST]), "com.microsoft.Tanh"],
  [
    "mixed activations",
    altered(
      [
        FIRST,
        TANH,
        node("Gemm", ["b", "w", "0.bias"], ["d"]),
        node("Relu", ["d"], ["e"]),
        node("Gemm", ["e", "2.weight"], ["y"], { transB: 1 }),
      ],
      { w: floats([3, 3]) },
    ),
    "mixes Relu and Tanh",
  ],
  [
    "layers without an activation",
    altered([FIRST, node("Gemm", ["a", "2.weight"], ["y"], { transB: 1 })]),
    "without Relu or Tanh",
  ],
  [
    "a squashed action",
    altered([FIRST, TANH, { ...LAST, outputs: ["q"] }, node("Tanh", ["q"], ["y"])]),
    "Tanh follows the last layer",
  ],
  [
    "another clip",
    altered([FIRST, TANH, { ...LAST, outputs: ["q"] }, node("Clip", ["q", "l", "h"], ["y"])], {
      l: floats([], [-2]),
      h: floats([], [2]),
    }),
    "[-2, 2]",
  ],
  ["a branch", altered([FIRST, TANH, node("Relu", ["a"], ["z"]), LAST]), "goes to Tanh and to Relu"],
  ["a second chain", altered([FIRST, TANH, LAST, node("Exp", ["0.bias"], ["z"])]), "the operator Exp is beside"],
  ["weights that are computed", altered([FIRST, TANH, node("Gemm", ["b", "b2"], ["y"])]), "no constant"],
  [
    "a scaled product",
    altered([{ ...FIRST, attributes: new Map([["alpha", { kind: "float", value: 2 }]]) }, TANH, LAST]),
    "another alpha",
  ],
  ["sizes that do not fit", altered([FIRST, TANH, LAST], { "2.weight": floats([1, 4]) }), "takes 4 values and gets 3"],
  ["a bias of another size", altered([FIRST, TANH, LAST], { "0.bias": floats([2]) }), "adds 2 values to 3"],
  [
    "another observation than declared",
    altered([FIRST, TANH, LAST], {}, { inputs: [{ name: "x", type: "float32", shape: [1, 5] }] }),
    "observation has 5 values",
  ],
  [
    "doubles",
    altered([FIRST, TANH, LAST], {}, { inputs: [{ name: "x", type: "float64", shape: [1, 2] }] }),
    "32-bit floats",
  ],
  [
    "two inputs",
    altered([FIRST, TANH, LAST], {}, { inputs: ["x", "z"].map((name) => ({ name, type: "float32", shape: [1, 2] })) }),
    "2 inputs",
  ],
  ["no layer", altered([node("Identity", ["x"], ["y"])]), "does not end with a dense layer"],
  ["an infinite weight", altered([FIRST, TANH, LAST], { "2.bias": floats([1], [Infinity]) }), "not finite"],
  [
    "a deviation of zero",
    altered([node("Div", ["x", "z"], ["n"]), { ...FIRST, inputs: ["n", "0.weight", "0.bias"] }, TANH, LAST], {
      z: floats([], [0]),
    }),
    "not positive",
  ],
  ["a circle", altered([FIRST, TANH, { ...LAST, outputs: ["x"] }]), "circle"],
  ["a chain that ends nowhere", altered([FIRST, TANH, { ...LAST, outputs: ["q"] }]), "does not end at an output"],
  [
    "a transposed observation",
    altered([
      node("Transpose", ["x"], ["t"], { perm: { kind: "integers", value: [0, 1] } }),
      { ...FIRST, inputs: ["t", "0.weight", "0.bias"] },
      TANH,
      LAST,
    ]),
    "the operator Transpose",
  ],
])("refuses %s, naming it", (_, model, text) => {
  expect(() => read(model)).toThrow(text);
  expect(() => read(model)).toThrow(
    expect.objectContaining({ failure: expect.objectContaining({ kind: "unsupported" }) }),
  );
});

test("metadata of another network than the graph's are refused", () => {
  const model = policyToOnnx(buildPolicy());
  const other = policyToOnnx(buildPolicy({ head: { kind: "bins", bins: 3 } }));
  expect(() => read({ ...model, metadata: other.metadata })).toThrow("describe another network");
  const tanh = policyToOnnx(
    buildPolicy({ architecture: { kind: "mlp", inputs: 11, hidden: [16, 8], outputs: 3, activation: "tanh" } }),
  );
  expect(() => read({ ...model, metadata: tanh.metadata })).toThrow("describe another network");
});
