import { z } from "zod";
import { FailureError } from "../../shared/base/failure.ts";
import { trainRequestSchema } from "../../shared/ipc/train-config.ts";
import type { BcState } from "../../shared/learn/algorithms/bc.ts";
import { decodeSafetensors, encodeSafetensors } from "../../shared/policy/safetensors.ts";
import type { FloatTensor } from "../../shared/policy/safetensors.ts";
import { isMissing } from "../datasets/disk-failure.ts";
import { readBounded } from "../datasets/durable-files.ts";

/** Which run a state belongs to. */
const headSchema = z.object({
  version: z.literal(1),
  request: trainRequestSchema,
  policyId: z.string().min(1).max(100),
  createdAt: z.string().max(40),
  /** policy whose weights it began with */
  init: z.string().max(4096).nullable(),
  /** whose they were; absent in files of before */
  from: z.object({ id: z.string().max(100), name: z.string().max(200) }).optional(),
  /** SHA-256 of the episodes it learns from */
  data: z.string().max(100),
  backend: z.string().max(100),
  /** seconds of training so far */
  seconds: z.number().nonnegative(),
});
/** Which run a state belongs to, and how far it is. */
export type TrainingStateHead = z.infer<typeof headSchema>;

export interface TrainingState {
  readonly head: TrainingStateHead;
  readonly state: BcState;
}

const count = z.number().int().nonnegative();
const word = z.number().int().min(0).max(0xffffffff);
const pointSchema = z.object({
  step: count,
  epoch: count,
  loss: z.number(),
  validationLoss: z.number().nullable(),
});
const stateSchema = z.object({
  steps: count,
  epoch: count,
  position: count,
  order: z.tuple([word, word, word, word]),
  epochLoss: z.number(),
  meter: z.object({ sum: z.number(), count, samples: count, step: count, points: z.array(pointSchema).max(1_000_000) }),
  best: z
    .object({
      step: count,
      epoch: count,
      loss: z.number(),
      validationLoss: z.number().nullable(),
      meanReturn: z.number().nullable(),
    })
    .nullable(),
  bestHeldOut: z.number().nullable(),
  epochsWithoutBetter: count,
});

const KEY = "pogo-training";
/** Three times the weights of the largest network, the best ones beside them. */
const MAX_STATE_BYTES = 1024 * 1024 * 1024;

/** The bytes of a state: safetensors, with everything but the tensors as JSON among its texts. */
export function encodeTrainingState({ head, state }: TrainingState): Uint8Array {
  const tensors = new Map<string, FloatTensor>();
  const put = (group: string, values: readonly Float32Array[]): void =>
    values.forEach((each, i) => tensors.set(`${group}.${i}`, { shape: [each.length], values: each }));
  const { engine, normaliser, best, ...rest } = state;
  put("parameters", engine.parameters);
  put("moments", engine.moments);
  if (normaliser !== null) put("normaliser", [normaliser.mean, normaliser.std]);
  if (best !== null) put("best", best.parameters);
  const { parameters: _, ...bestFacts } = best ?? { parameters: [] };
  const json = { ...head, state: { steps: engine.steps, ...rest, best: best === null ? null : bestFacts } };
  return encodeSafetensors({ tensors, metadata: new Map([[KEY, JSON.stringify(json)]]) });
}

/** Reads a state; FailureError "not-found" or "invalid-file". */
export async function readTrainingState(path: string): Promise<TrainingState> {
  const bytes = await readBounded(path, MAX_STATE_BYTES).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
    throw new FailureError(
      "not-found",
      `There is no file ${path}.`,
      "Give the .state file that a cancelled training named.",
    );
  });
  return decodeTrainingState(bytes);
}

export function decodeTrainingState(bytes: Uint8Array): TrainingState {
  const { tensors, metadata } = decodeSafetensors(bytes);
  const parsed = z.object({ ...headSchema.shape, state: stateSchema }).safeParse(parseJson(metadata.get(KEY) ?? ""));
  if (!parsed.success)
    throw new FailureError(
      "invalid-file",
      "This is not the state of a training.",
      "Give the .state file that a cancelled training named.",
    );
  const { state, ...head } = parsed.data;
  const take = (group: string): Float32Array[] => {
    const found: Float32Array[] = [];
    for (let tensor = tensors.get(`${group}.0`); tensor !== undefined; tensor = tensors.get(`${group}.${found.length}`))
      found.push(tensor.values);
    return found;
  };
  const [mean, std] = take("normaliser");
  const { steps, best, ...rest } = state;
  return {
    head,
    state: {
      ...rest,
      engine: { steps, parameters: take("parameters"), moments: take("moments") },
      normaliser: mean === undefined || std === undefined ? null : { mean, std },
      best: best === null ? null : { ...best, parameters: take("best") },
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
