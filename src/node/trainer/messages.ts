import { z } from "zod";
import { evaluationSchema } from "../../shared/policy/policy-meta.ts";
import { trainRequestSchema } from "../../shared/ipc/train-config.ts";

/** What the host and its trainer process say to each other. Both check what they hear. */

/** One training, complete: the process knows nothing else. */
const trainingOrderSchema = z.object({
  request: trainRequestSchema,
  /** folder of the dataset */
  datasetPath: z.string().min(1).max(4096),
  /** where the policy goes; checkpoints go beside it */
  out: z.string().min(1).max(4096),
  /** where the last checkpoint goes too, besides the one that is kept */
  lastOut: z.string().min(1).max(4096).optional(),
  /** folder of the new dataset that DAgger's rounds are recorded into; default: beside the dataset */
  roundsPath: z.string().min(1).max(4096).optional(),
  policyId: z.string().min(1).max(100),
  /** ISO 8601, UTC */
  createdAt: z.string().max(40),
  /** the TensorFlow.js backend to try first */
  prefer: z.enum(["node", "wasm", "cpu"]),
  /** rollout worker threads; null: one per core */
  workers: z.number().int().min(1).max(1024).nullable(),
  /** a policy file whose weights to begin with */
  init: z.string().min(1).max(4096).optional(),
  /** a state file of this very training to go on from */
  resume: z.string().min(1).max(4096).optional(),
  /** milliseconds between two writes of what lies beside the policy; default: five seconds */
  stateIntervalMs: z.number().int().positive().optional(),
});
export type TrainingOrder = z.infer<typeof trainingOrderSchema>;

export const hostMessageSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("start"), order: trainingOrderSchema }),
  z.object({ type: z.literal("cancel") }),
]);
export type HostMessage = z.infer<typeof hostMessageSchema>;

const checkpointSchema = z.object({ epoch: z.number().int(), loss: z.number(), meanReturn: z.number().nullable() });

/** A round of DAgger, as src/shared/learn/algorithms/dagger.ts tells it. */
const roundSchema = z.object({
  round: z.number().int(),
  beta: z.number(),
  labels: z.number().int(),
  visited: z.number().int(),
  meanVisitedSteps: z.number(),
  loss: z.number(),
  validationLoss: z.number().nullable(),
  steps: z.number().int(),
  meanReturn: z.number().nullable(),
});

/** What a training came to. */
const trainingReportSchema = z.object({
  policyId: z.string(),
  /** the policy file */
  path: z.string(),
  algorithm: z.enum(["bc", "dagger"]),
  backend: z.string(),
  backendVersion: z.string(),
  /** why it is not the backend that was asked for */
  note: z.string().nullable(),
  /** gradient steps */
  steps: z.number().int(),
  /** training time without reading, rollouts and evaluation */
  seconds: z.number(),
  samplesPerSecond: z.number(),
  finalLoss: z.number(),
  validationLoss: z.number().nullable(),
  /** the checkpoint that was kept, chosen by rollouts */
  best: checkpointSchema,
  last: checkpointSchema,
  evaluation: evaluationSchema.nullable(),
  /** DAgger's: what each round came to, and the dataset that holds what they visited */
  rounds: z.array(roundSchema).optional(),
  roundsDataset: z.string().nullable().optional(),
});
export type TrainingReport = z.infer<typeof trainingReportSchema>;

const failureSchema = z.object({
  kind: z.enum([
    "invalid-input",
    "invalid-file",
    "not-found",
    "already-exists",
    "locked",
    "disk",
    "unsupported",
    "cancelled",
    "denied",
    "disconnected",
    "internal",
  ]),
  message: z.string(),
  remedy: z.string(),
});

const progressSchema = z.object({
  fraction: z.number().nullable(),
  message: z.string(),
  rate: z.number().nullable(),
  rateUnit: z.string(),
  secondsLeft: z.number().nullable(),
});
const pointSchema = z.object({
  step: z.number().int(),
  epoch: z.number().int(),
  loss: z.number(),
  validationLoss: z.number().nullable(),
});

export const trainerMessageSchema = z.discriminatedUnion("type", [
  /** listens: an order sent before would be lost in some hosts */
  z.object({ type: z.literal("ready") }),
  z.object({ type: z.literal("progress"), progress: progressSchema }),
  z.object({ type: z.literal("curve"), points: z.array(pointSchema).max(100_000) }),
  z.object({ type: z.literal("done"), report: trainingReportSchema }),
  z.object({ type: z.literal("failed"), failure: failureSchema }),
]);
export type TrainerMessage = z.infer<typeof trainerMessageSchema>;
