import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { convertToOnnx, convertToPolicy } from "../../src/node/policies/convert-policy.ts";
import { createRng } from "../../src/shared/base/rng.ts";
import { decodePolicy, encodePolicy } from "../../src/shared/policy/policy-file.ts";
import type { PolicyMeta } from "../../src/shared/policy/policy-meta.ts";
import { createPolicyRuntime } from "../../src/shared/policy/policy-runtime.ts";
import type { Policy } from "../../src/shared/policy/policy.ts";
import { buildPolicy } from "../builders/policy.ts";
import { scratch } from "../unit/node/datasets/store-fixture.ts";
import { pythonWith } from "./python.ts";
import type { Python } from "./python.ts";

const REQUIREMENTS = ["onnx>=1.17", "onnxruntime>=1.20", "gymnasium[mujoco]==1.4.0", "mujoco==4.0.0"];
const DEMO = resolve(import.meta.dirname, "../../resources/demo/demo-cs285-clone.safetensors");
const STEPS = 1000;

/** Checks a model and runs it on the observations, in one batch or step by step; prints the largest difference. */
const COMPARE = `
import sys, numpy as np, onnx, onnxruntime as ort
path, inputs, outputs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
model = onnx.load(path)
onnx.checker.check_model(model, full_check=True)
onnx.save(model, path + ".again")
session = ort.InferenceSession(path, providers=["CPUExecutionProvider"])
observations = np.fromfile(path + ".observations", np.float32).reshape(-1, inputs)
expected = np.fromfile(path + ".actions", np.float32).reshape(-1, outputs)
assert [i.name for i in session.get_inputs()][0] == "observation"
state = {i.name: np.zeros((1, 1, i.shape[2]), np.float32) for i in session.get_inputs()[1:]}
if state:
    actions = []
    for observation in observations:
        action, h, c = session.run(["action", "h_next", "c_next"], {"observation": observation[None], **state})
        state = {"h": h, "c": c}
        actions.append(action[0])
    actions = np.array(actions)
else:
    (actions,) = session.run(["action"], {"observation": observations})
assert actions.shape == expected.shape and actions.dtype == np.float32, (actions.shape, actions.dtype)
assert np.abs(actions).max() <= 1
print("difference", np.abs(actions - expected).max())
`;

/** Drives Hopper-v5 with a model; prints the mean return and the falls of 20 episodes. */
const DRIVE = `
import sys, numpy as np, gymnasium, onnxruntime as ort
session = ort.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
env = gymnasium.make("Hopper-v5")
returns, falls = [], 0
for seed in range(20):
    observation, _ = env.reset(seed=seed)
    total, done = 0.0, False
    while not done:
        (action,) = session.run(["action"], {"observation": observation[None].astype(np.float32)})
        observation, reward, terminated, truncated, _ = env.step(action[0])
        total, done = total + reward, terminated or truncated
    falls += terminated
    returns.append(total)
print("mean", np.mean(returns), "falls", falls)
`;

/** Models as other exporters write them, made with onnx's own helpers, and what ONNX Runtime computes of them. */
const FOREIGN = `
import sys, numpy as np, onnx, onnxruntime as ort
from onnx import helper, numpy_helper, TensorProto
rng = np.random.default_rng(1)
w = lambda *shape: (rng.normal(size=shape) / 3).astype(np.float32)
raw = lambda name, value: numpy_helper.from_array(value, name)
listed = lambda name, value: helper.make_tensor(name, TensorProto.FLOAT, value.shape, value.flatten().tolist())
info = lambda name, *shape: helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
def save(name, nodes, constants, inputs, outputs):
    graph = helper.make_graph(nodes, "main_graph", inputs, outputs, constants)
    model = helper.make_model(graph, producer_name="pytorch", opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, f"{sys.argv[1]}/{name}.onnx")
    return ort.InferenceSession(f"{sys.argv[1]}/{name}.onnx", providers=["CPUExecutionProvider"])
x = rng.normal(size=(50, 11)).astype(np.float32)
x.tofile(f"{sys.argv[1]}/x.f32")
session = save("gemm", [
    helper.make_node("Gemm", ["obs", "0.weight", "0.bias"], ["a"], alpha=1.0, beta=1.0, transB=1),
    helper.make_node("Relu", ["a"], ["b"]),
    helper.make_node("Gemm", ["b", "2.weight", "2.bias"], ["action"], alpha=1.0, beta=1.0, transB=1),
], [raw("0.weight", w(32, 11)), raw("0.bias", w(32)), raw("2.weight", w(3, 32)), raw("2.bias", w(3))],
    [info("obs", "batch", 11)], [info("action", "batch", 3)])
session.run(None, {"obs": x})[0].tofile(f"{sys.argv[1]}/gemm.f32")
session = save("matmul", [
    helper.make_node("Sub", ["obs", "mean"], ["s"]), helper.make_node("Div", ["s", "std"], ["n"]),
    helper.make_node("MatMul", ["n", "w0"], ["p"]), helper.make_node("Add", ["p", "b0"], ["a"]),
    helper.make_node("Tanh", ["a"], ["b"]),
    helper.make_node("MatMul", ["b", "w1"], ["q"]), helper.make_node("Add", ["b1", "q"], ["action"]),
], [listed("mean", w(11)), listed("std", np.abs(w(11)) + 1), listed("w0", w(11, 32)), listed("b0", w(32)), listed("w1", w(32, 3)), listed("b1", w(3))],
    [info("obs", "batch", 11)], [info("action", "batch", 3)])
session.run(None, {"obs": x})[0].tofile(f"{sys.argv[1]}/matmul.f32")
session = save("lstm", [
    helper.make_node("LSTM", ["obs", "W", "R", "B"], ["Y", "", ""], hidden_size=16),
    helper.make_node("Squeeze", ["Y", "one"], ["s"]),
    helper.make_node("MatMul", ["s", "w"], ["p"]), helper.make_node("Add", ["p", "b"], ["action"]),
], [raw("W", w(1, 64, 11)), raw("R", w(1, 64, 16)), raw("B", w(1, 128)), raw("one", np.array([1], np.int64)), raw("w", w(16, 3)), raw("b", w(3))],
    [info("obs", "time", "batch", 11)], [info("action", "time", "batch", 3)])
session.run(None, {"obs": x[:, None]})[0].tofile(f"{sys.argv[1]}/lstm.f32")
`;

const NETWORK = { inputs: 11, hidden: [128, 64], outputs: 3 };
const POLICIES: readonly (readonly [string, Partial<PolicyMeta>])[] = [
  ["ReLU", { architecture: { kind: "mlp", ...NETWORK, activation: "relu" } }],
  ["tanh without a normaliser", { architecture: { kind: "mlp", ...NETWORK, activation: "tanh" }, normaliser: false }],
  ["one layer", { architecture: { kind: "mlp", ...NETWORK, hidden: [], activation: "relu" } }],
  ["an LSTM", { architecture: { kind: "lstm", ...NETWORK, activation: "relu", cells: 32, window: 16 } }],
  [
    "an LSTM alone",
    { architecture: { kind: "lstm", ...NETWORK, hidden: [], activation: "tanh", cells: 16, window: 8 } },
  ],
  [
    "bins",
    { architecture: { kind: "mlp", ...NETWORK, outputs: 33, activation: "relu" }, head: { kind: "bins", bins: 11 } },
  ],
  [
    "an LSTM with bins",
    {
      architecture: { kind: "lstm", ...NETWORK, outputs: 33, activation: "tanh", cells: 24, window: 16 },
      head: { kind: "bins", bins: 11 },
    },
  ],
];

function actionsOf(policy: Policy, observations: Float32Array): Float32Array {
  const runtime = createPolicyRuntime(policy);
  const steps = observations.length / runtime.inputs;
  const actions = new Float32Array(steps * runtime.outputs);
  for (let step = 0; step < steps; step += 1) {
    const observation = observations.subarray(step * runtime.inputs, (step + 1) * runtime.inputs);
    runtime.act(observation, actions.subarray(step * runtime.outputs, (step + 1) * runtime.outputs));
  }
  return actions;
}

/** Writes a policy's model, observations like those it was made for, and what our runtime does of them. */
function writeModel(folder: string, policy: Policy): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "policy.onnx");
  writeFileSync(path, convertToOnnx(encodePolicy(policy)).bytes);
  const rng = createRng(3);
  const { inputs } = policy.meta.architecture;
  const observations = Float32Array.from({ length: STEPS * inputs }, (_, k) => {
    const i = k % inputs;
    return (policy.normaliser?.mean[i] ?? 0) + (policy.normaliser?.std[i] ?? 1) * rng.normal();
  });
  writeFileSync(`${path}.observations`, observations);
  writeFileSync(`${path}.actions`, actionsOf(policy, observations));
  return path;
}

function readFloats(path: string): Float32Array {
  return new Float32Array(new Uint8Array(readFileSync(path)).buffer);
}

describe("ONNX Runtime", () => {
  let python: Python | null = null;
  beforeAll(() => {
    python = pythonWith(REQUIREMENTS);
  }, 600_000);

  it.for(POLICIES)(
    "gives our actions to 1e-5, and onnx the same file back: %s",
    { timeout: 120_000 },
    ([, parts], context) => {
      if (python === null) return context.skip();
      const policy = buildPolicy(parts, 4);
      const path = writeModel(scratch(), policy);
      const { inputs, outputs } = createPolicyRuntime(policy);
      const output = python.run(COMPARE, [path, String(inputs), String(outputs)]);
      expect(Number(/difference (\S+)/.exec(output)?.[1])).toBeLessThan(1e-5);
      expect(convertToPolicy(readFileSync(`${path}.again`), path).bytes).toEqual(encodePolicy(policy));
    },
  );

  it("hops in Gymnasium's Hopper-v5 with the policy that comes with the app", { timeout: 300_000 }, (context) => {
    if (python === null) return context.skip();
    const path = writeModel(scratch(), decodePolicy(new Uint8Array(readFileSync(DEMO))));
    expect(Number(/difference (\S+)/.exec(python.run(COMPARE, [path, "11", "3"]))?.[1])).toBeLessThan(1e-5);
    const output = python.run(DRIVE, [path]);
    expect(Number(/mean (\S+)/.exec(output)?.[1])).toBeGreaterThanOrEqual(3600);
  });

  it("computes of other programs' models what we make of them", { timeout: 120_000 }, (context) => {
    if (python === null) return context.skip();
    const folder = scratch();
    python.run(FOREIGN, [folder]);
    const observations = readFloats(join(folder, "x.f32"));
    for (const name of ["gemm", "matmul", "lstm"]) {
      const path = join(folder, `${name}.onnx`);
      const policy = decodePolicy(convertToPolicy(readFileSync(path), path).bytes);
      expect(policy.meta).toMatchObject({ name, training: { backend: "ONNX file of pytorch" } });
      const ours = actionsOf(policy, observations);
      const theirs = readFloats(join(folder, `${name}.f32`)).map((value) => Math.max(-1, Math.min(1, value)));
      expect(theirs).toHaveLength(150);
      expect(ours.reduce((most, value, i) => Math.max(most, Math.abs(value - (theirs[i] ?? NaN))), 0)).toBeLessThan(
        1e-5,
      );
    }
  });
});
