import { layerSizes, lstmSize } from "./policy.ts";
import type { DenseLayer, LstmLayer, LstmSize, Normaliser, Policy } from "./policy.ts";
import { policyMetaSchema } from "./policy-meta.ts";
import type { PolicyMeta } from "./policy-meta.ts";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";
import type { FloatTensor } from "./safetensors.ts";
import { invalidPolicyFile } from "./safetensors-header.ts";

/** The key of the metadata's JSON among the file's texts. */
export const META_KEY = "pogo";

/**
 * A policy file's bytes: tensors `normaliser.mean`, `normaliser.std`, `layers.N.weight`, `layers.N.bias`,
 * `lstm.weight_ih`, `lstm.weight_hh`, `lstm.bias`, and the metadata.
 */
export function encodePolicy(policy: Policy): Uint8Array {
  const tensors = new Map<string, FloatTensor>();
  if (policy.normaliser !== null) {
    tensors.set("normaliser.mean", { shape: [policy.normaliser.mean.length], values: policy.normaliser.mean });
    tensors.set("normaliser.std", { shape: [policy.normaliser.std.length], values: policy.normaliser.std });
  }
  policy.layers.forEach(({ inputs, outputs, weight, bias }, i) => {
    tensors.set(`layers.${i}.weight`, { shape: [outputs, inputs], values: weight });
    tensors.set(`layers.${i}.bias`, { shape: [outputs], values: bias });
  });
  if (policy.lstm !== null) {
    const { inputs, cells, inputWeight, recurrentWeight, bias } = policy.lstm;
    tensors.set("lstm.weight_ih", { shape: [4 * cells, inputs], values: inputWeight });
    tensors.set("lstm.weight_hh", { shape: [4 * cells, cells], values: recurrentWeight });
    tensors.set("lstm.bias", { shape: [4 * cells], values: bias });
  }
  return encodeSafetensors({
    tensors,
    metadata: new Map([[META_KEY, JSON.stringify(policyMetaSchema.parse(policy.meta))]]),
  });
}

/** Reads a policy file; FailureError "invalid-file" unless it holds exactly the finite tensors its metadata describe. */
export function decodePolicy(bytes: Uint8Array): Policy {
  const { tensors, metadata } = decodeSafetensors(bytes);
  const meta = parsePolicyMeta(metadata);
  const sizes = layerSizes(meta.architecture);
  const lstm = lstmSize(meta.architecture);
  const expected = 2 * sizes.length + (meta.normaliser ? 2 : 0) + (lstm === null ? 0 : 3);
  if (tensors.size !== expected)
    throw invalidPolicyFile(`it has ${tensors.size} tensors, its metadata describe ${expected}`);
  return {
    meta,
    normaliser: meta.normaliser ? readNormaliser(tensors, meta.architecture.inputs) : null,
    layers: sizes.map(([inputs, outputs], i) => readLayer(tensors, i, inputs, outputs)),
    lstm: lstm === null ? null : readLstm(tensors, lstm),
  };
}

/** The metadata among a policy file's texts; FailureError "invalid-file" when absent or malformed. */
export function parsePolicyMeta(metadata: ReadonlyMap<string, string>): PolicyMeta {
  const text = metadata.get(META_KEY);
  if (text === undefined) throw invalidPolicyFile("it carries no Pogo metadata");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw invalidPolicyFile("its metadata are not JSON");
  }
  const parsed = policyMetaSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw invalidPolicyFile(
    `its metadata are malformed at ${issue?.path.join(".") ?? "the top"} (${issue?.message ?? "unknown"})`,
  );
}

function readNormaliser(tensors: ReadonlyMap<string, FloatTensor>, inputs: number): Normaliser {
  const mean = readTensor(tensors, "normaliser.mean", [inputs]);
  const std = readTensor(tensors, "normaliser.std", [inputs]);
  if (!std.every((value) => value > 0)) throw invalidPolicyFile("a deviation of its normaliser is not positive");
  return { mean, std };
}

function readLayer(
  tensors: ReadonlyMap<string, FloatTensor>,
  index: number,
  inputs: number,
  outputs: number,
): DenseLayer {
  const weight = readTensor(tensors, `layers.${index}.weight`, [outputs, inputs]);
  return { inputs, outputs, weight, bias: readTensor(tensors, `layers.${index}.bias`, [outputs]) };
}

function readLstm(tensors: ReadonlyMap<string, FloatTensor>, { inputs, cells }: LstmSize): LstmLayer {
  return {
    inputs,
    cells,
    inputWeight: readTensor(tensors, "lstm.weight_ih", [4 * cells, inputs]),
    recurrentWeight: readTensor(tensors, "lstm.weight_hh", [4 * cells, cells]),
    bias: readTensor(tensors, "lstm.bias", [4 * cells]),
  };
}

function readTensor(tensors: ReadonlyMap<string, FloatTensor>, name: string, shape: readonly number[]): Float32Array {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw invalidPolicyFile(`tensor ${name} is missing`);
  if (tensor.shape.length !== shape.length || !tensor.shape.every((size, i) => size === shape[i])) {
    throw invalidPolicyFile(`tensor ${name} has shape [${tensor.shape.join(", ")}], expected [${shape.join(", ")}]`);
  }
  if (!tensor.values.every(Number.isFinite))
    throw invalidPolicyFile(`tensor ${name} holds a number that is not finite`);
  return tensor.values;
}
