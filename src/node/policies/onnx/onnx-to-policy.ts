import { META_KEY, decodePolicy, encodePolicy, parsePolicyMeta } from "../../../shared/policy/policy-file.ts";
import { policyMetaSchema } from "../../../shared/policy/policy-meta.ts";
import type { Architecture, PolicyMeta } from "../../../shared/policy/policy-meta.ts";
import type { Policy } from "../../../shared/policy/policy.ts";
import type { OnnxNetwork } from "./network-reader.ts";
import { invalidOnnxFile, unsupportedOnnx } from "./onnx-model.ts";
import type { OnnxModel } from "./onnx-model.ts";
import { onnxToNetwork } from "./onnx-to-network.ts";

/** What a model of other programs does not tell. */
export interface NewPolicy {
  readonly id: string;
  readonly name: string;
  /** ISO 8601, UTC */
  readonly createdAt: string;
}

/** Steps an LSTM of other programs is said to be trained over; it makes no difference to running it. */
const UNKNOWN_WINDOW = 1;

/**
 * The policy in a model: that which was exported, with its metadata, or a new one of a model that other programs made.
 * FailureError "unsupported" for a model that is no policy, "invalid-file" where metadata and graph contradict each other.
 */
export function onnxToPolicy(model: OnnxModel, fresh: NewPolicy): Policy {
  const network = onnxToNetwork(model.graph);
  const meta = model.metadata.has(META_KEY) ? keptMeta(model, network) : newMeta(model, network, fresh);
  const { normaliser, layers, lstm } = network;
  // What is written must be readable: the reader checks sizes and numbers.
  return decodePolicy(encodePolicy({ meta, normaliser, layers, lstm }));
}

function keptMeta(model: OnnxModel, network: OnnxNetwork): PolicyMeta {
  const meta = parsePolicyMeta(model.metadata);
  const { architecture, head } = meta;
  const found = architectureOf(
    network,
    network.activation ?? architecture.activation,
    architecture.kind === "lstm" ? architecture.window : 1,
  );
  const fits =
    JSON.stringify(canonical(found)) === JSON.stringify(canonical(architecture)) &&
    meta.normaliser === (network.normaliser !== null) &&
    JSON.stringify(head) === JSON.stringify(network.head);
  if (!fits) throw invalidOnnxFile("its metadata describe another network than its graph");
  return meta;
}

function newMeta({ producer }: OnnxModel, network: OnnxNetwork, { id, name, createdAt }: NewPolicy): PolicyMeta {
  const meta: PolicyMeta = {
    version: 1,
    id,
    name,
    createdAt,
    algorithm: "bc",
    architecture: architectureOf(network, network.activation ?? "relu", UNKNOWN_WINDOW),
    head: network.head,
    normaliser: network.normaliser !== null,
    hyperparameters: {},
    seed: 0,
    dataset: { id: "", name: "", episodes: [] },
    training: {
      backend: `ONNX file of ${producer === "" ? "an unknown program" : producer}`.slice(0, 100),
      steps: 0,
      seconds: 0,
      finalLoss: 0,
      validationLoss: null,
    },
    evaluation: null,
  };
  const checked = policyMetaSchema.safeParse(meta);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  throw unsupportedOnnx(`${issue?.path.join(".") ?? "its size"} is out of bounds (${issue?.message ?? "unknown"})`);
}

function architectureOf(
  { layers, lstm }: OnnxNetwork,
  activation: Architecture["activation"],
  window: number,
): Architecture {
  const hidden = layers.slice(0, -1);
  const network = {
    inputs: hidden[0]?.inputs ?? lstm?.inputs ?? layers[0]?.inputs ?? 0,
    hidden: hidden.map(({ outputs }) => outputs),
    outputs: layers.at(-1)?.outputs ?? 0,
    activation,
  };
  return lstm === null ? { kind: "mlp", ...network } : { kind: "lstm", ...network, cells: lstm.cells, window };
}

/** The sizes of an architecture in one order. */
function canonical(architecture: Architecture): readonly unknown[] {
  const { kind, inputs, hidden, outputs, activation } = architecture;
  return [kind, inputs, hidden, outputs, activation, kind === "lstm" ? architecture.cells : 0];
}
