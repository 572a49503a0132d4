import { actionSize, binCentre } from "../../../shared/policy/action-head.ts";
import { META_KEY } from "../../../shared/policy/policy-file.ts";
import { policyMetaSchema } from "../../../shared/policy/policy-meta.ts";
import type { Policy } from "../../../shared/policy/policy.ts";
import { toOnnxLstm } from "./lstm-weights.ts";
import type { OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from "./onnx-model.ts";

// The first release with this pair is ONNX 1.12 (2022); newer readers accept it.
const IR_VERSION = 8;
const OPSET = 17;
const PRODUCER = "pogo";

/** Names of the graph's inputs and outputs. */
const OBSERVATION = "observation";
const ACTION = "action";

/**
 * A policy as an ONNX graph that needs nothing else: normaliser, network and what makes an action of its outputs are nodes
 * of it, the metadata one of its texts. An LSTM's state goes in and comes out, so that the graph is one step.
 */
export function policyToOnnx(policy: Policy): OnnxModel {
  const { architecture, head } = policy.meta;
  const graph = new GraphWriter();
  let x: string = OBSERVATION;
  if (policy.normaliser !== null) {
    const { mean, std } = policy.normaliser;
    x = graph.node("Sub", [x, graph.floats("normaliser.mean", [mean.length], mean)]);
    x = graph.node("Div", [x, graph.floats("normaliser.std", [std.length], std)]);
  }
  const state: { inputs: OnnxValue[]; outputs: OnnxValue[] } = { inputs: [], outputs: [] };
  policy.layers.forEach(({ inputs, outputs, weight, bias }, l) => {
    const last = l === policy.layers.length - 1;
    if (last && policy.lstm !== null) {
      x = addLstm(graph, x, policy.lstm);
      const shape = [1, "batch", policy.lstm.cells];
      state.inputs = ["h", "c"].map((name) => ({ name, type: "float32", shape }));
      state.outputs = ["h_next", "c_next"].map((name) => ({ name, type: "float32", shape }));
    }
    const operands = [
      x,
      graph.floats(`layers.${l}.weight`, [outputs, inputs], weight),
      graph.floats(`layers.${l}.bias`, [outputs], bias),
    ];
    x = graph.node("Gemm", operands, { transB: 1 });
    if (!last) x = graph.node(architecture.activation === "relu" ? "Relu" : "Tanh", [x]);
  });
  const actions = actionSize(architecture, head);
  if (head.kind === "bins") {
    // 0 keeps the size of the batch.
    x = graph.node("Reshape", [x, graph.integers("bins.shape", [0, actions, head.bins])]);
    x = graph.node("ArgMax", [x], { axis: 2, keepdims: 0 });
    const centres = Float32Array.from({ length: head.bins }, (_, k) => binCentre(k, head.bins));
    graph.node("Gather", [graph.floats("bins.centre", [head.bins], centres), x], { axis: 0 }, [ACTION]);
  } else {
    const [low, high] = [graph.floats("low", [], Float32Array.of(-1)), graph.floats("high", [], Float32Array.of(1))];
    graph.node("Clip", [x, low, high], {}, [ACTION]);
  }
  return {
    irVersion: IR_VERSION,
    opset: OPSET,
    producer: PRODUCER,
    graph: {
      name: "policy",
      nodes: graph.nodes,
      initializers: graph.initializers,
      inputs: [{ name: OBSERVATION, type: "float32", shape: ["batch", architecture.inputs] }, ...state.inputs],
      outputs: [{ name: ACTION, type: "float32", shape: ["batch", actions] }, ...state.outputs],
    },
    metadata: new Map([[META_KEY, JSON.stringify(policyMetaSchema.parse(policy.meta))]]),
  };
}

/** One step of the LSTM on [batch, inputs]: as a sequence of length 1, the state from and to the graph's border. */
function addLstm(graph: GraphWriter, x: string, lstm: NonNullable<Policy["lstm"]>): string {
  const { input, recurrent, bias } = toOnnxLstm(lstm);
  const axes = graph.integers("lstm.axes", [0]);
  const sequence = graph.node("Unsqueeze", [x, axes]);
  const operands = [
    sequence,
    graph.tensor("lstm.weight_ih", input),
    graph.tensor("lstm.weight_hh", recurrent),
    graph.tensor("lstm.bias", bias),
    "",
    "h",
    "c",
  ];
  graph.node("LSTM", operands, { hidden_size: lstm.cells }, ["", "h_next", "c_next"]);
  return graph.node("Squeeze", ["h_next", axes]);
}

class GraphWriter {
  readonly nodes: OnnxNode[] = [];
  readonly initializers = new Map<string, OnnxTensor>();

  /** Adds a node; its first output's name. */
  node(
    op: string,
    inputs: readonly string[],
    integers: Readonly<Record<string, number>> = {},
    outputs: readonly string[] = [`x${this.nodes.length}`],
  ): string {
    const attributes = new Map(
      Object.entries(integers).map(([name, value]) => [name, { kind: "integer", value }] as const),
    );
    this.nodes.push({ op, domain: "", inputs, outputs, attributes });
    return outputs[0] ?? "";
  }

  tensor(name: string, tensor: OnnxTensor): string {
    this.initializers.set(name, tensor);
    return name;
  }

  floats(name: string, shape: readonly number[], values: Float32Array): string {
    return this.tensor(name, { type: "float32", shape, values });
  }

  integers(name: string, values: readonly number[]): string {
    return this.tensor(name, { type: "int64", shape: [values.length], values });
  }
}
