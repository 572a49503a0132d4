import { separateConstants } from "./onnx-constants.ts";
import { NetworkReader } from "./network-reader.ts";
import type { OnnxNetwork } from "./network-reader.ts";
import { unsupportedOnnx } from "./onnx-model.ts";
import type { OnnxGraph, OnnxNode, OnnxValue } from "./onnx-model.ts";
import { Operands } from "./operands.ts";

/** Inputs of ONNX's LSTM that are its state. */
const STATE_INPUTS = [5, 6] as const;

/**
 * Follows a graph from its observation to its action. FailureError "unsupported", naming the operator, for one that is no
 * chain of what policies are made of: nothing is left out in silence.
 */
export function onnxToNetwork(graph: OnnxGraph): OnnxNetwork {
  const { constants, nodes } = separateConstants(graph);
  const foreign = nodes.find(({ domain }) => domain !== "");
  if (foreign !== undefined) throw unsupportedOnnx(`it uses the operator ${foreign.domain}.${foreign.op}`);
  const observation = observationOf(graph, nodes);
  const consumers = consumersOf(nodes);
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  const reader = new NetworkReader();
  const taken = new Set<OnnxNode>();
  let value = observation.name;
  for (;;) {
    const [node, other] = consumers.get(value) ?? [];
    if (node === undefined) break;
    if (other !== undefined) throw unsupportedOnnx(`one value goes to ${node.op} and to ${other.op}`);
    if (taken.has(node)) throw unsupportedOnnx("its nodes go round in a circle");
    taken.add(node);
    reader.take(new Operands(node, constants), node.inputs.indexOf(value));
    value = nextValue(node, consumers);
  }
  const left = nodes.find((node) => !taken.has(node));
  if (left !== undefined)
    throw unsupportedOnnx(`the operator ${left.op} is beside the chain from observation to action`);
  if (!outputs.has(value)) throw unsupportedOnnx("its chain does not end at an output of the graph");
  const network = reader.finish();
  const declared = observation.shape.at(-1);
  const inputs = network.normaliser?.mean.length ?? network.layers[0]?.inputs;
  if (network.lstm === null && typeof declared === "number" && declared !== inputs)
    throw unsupportedOnnx(`its observation has ${declared} values, its first layer ${inputs}`);
  return network;
}

/** The one input that is neither a constant nor an LSTM's state. */
function observationOf({ inputs, initializers }: OnnxGraph, nodes: readonly OnnxNode[]): OnnxValue {
  const states = new Set(
    nodes.filter(({ op }) => op === "LSTM").flatMap((node) => STATE_INPUTS.map((at) => node.inputs[at])),
  );
  const candidates = inputs.filter(({ name }) => !initializers.has(name) && !states.has(name));
  const [observation] = candidates;
  if (observation === undefined || candidates.length > 1)
    throw unsupportedOnnx(`it has ${candidates.length} inputs that could be the observation`);
  if (observation.type !== "float32")
    throw unsupportedOnnx(`its input ${JSON.stringify(observation.name.slice(0, 80))} does not hold 32-bit floats`);
  return observation;
}

function consumersOf(nodes: readonly OnnxNode[]): ReadonlyMap<string, readonly OnnxNode[]> {
  const consumers = new Map<string, OnnxNode[]>();
  for (const node of nodes) {
    for (const name of new Set(node.inputs)) {
      const known = consumers.get(name);
      if (known === undefined) consumers.set(name, [node]);
      else known.push(node);
    }
  }
  return consumers;
}

/** The output that goes on: the first, but of an LSTM (all states, the last one, its memory) the one that is used. */
function nextValue({ op, outputs }: OnnxNode, consumers: ReadonlyMap<string, readonly OnnxNode[]>): string {
  if (op !== "LSTM") return outputs[0] ?? "";
  const [all = "", last = "", memory = ""] = outputs;
  if (memory !== "" && consumers.has(memory)) throw unsupportedOnnx("the memory of its LSTM is used beside its output");
  const used = [all, last].filter((name) => name !== "" && consumers.has(name));
  if (used.length > 1) throw unsupportedOnnx("two outputs of its LSTM are used");
  return used[0] ?? "";
}
