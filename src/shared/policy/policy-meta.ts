import { z } from "zod";

/** Episodes of an evaluation that a policy's file keeps one by one. */
export const MAX_OUTCOMES = 1000;

/** One episode of an evaluation: its seed, its length, the undiscounted sum of its rewards, and whether the hopper fell. */
const outcomeSchema = z.object({
  seed: z.number().int().nonnegative(),
  steps: z.number().int().nonnegative(),
  return: z.number(),
  terminated: z.boolean(),
});
export type EvaluationOutcome = z.infer<typeof outcomeSchema>;

/** Points of a training curve that a policy's file keeps. */
export const MAX_META_CURVE_POINTS = 500;

/** Statistics of N seeded episodes. */
export const evaluationSchema = z.object({
  episodes: z.number().int().nonnegative(),
  seed: z.number().int().nonnegative(),
  mean: z.number(),
  std: z.number(),
  iqm: z.number(),
  ci95: z.tuple([z.number(), z.number()]),
  fallRate: z.number(),
  meanSteps: z.number(),
  /** 0 = random policy, 1 = expert */
  normalized: z.number(),
  /** episode by episode, in the order of their seeds; absent in files of before */
  outcomes: z.array(outcomeSchema).max(MAX_OUTCOMES).optional(),
});
/** Statistics of N seeded episodes. */
export type EvaluationSummary = z.infer<typeof evaluationSchema>;

const network = {
  inputs: z.number().int().positive().max(4096),
  /** dense layers after the inputs */
  hidden: z.array(z.number().int().positive().max(8192)).max(16),
  outputs: z.number().int().positive().max(65_536),
  activation: z.enum(["tanh", "relu"]),
};

/** "mlp": hidden layers, then a linear one. "lstm": hidden layers, an LSTM over time, then a linear layer. */
const architectureSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("mlp"), ...network }),
  z.object({
    kind: z.literal("lstm"),
    ...network,
    /** size of the LSTM's state */
    cells: z.number().int().positive().max(4096),
    /** steps it was trained over; at run time its state is carried from the episode's start */
    window: z.number().int().positive().max(4096),
  }),
]);
export type Architecture = z.infer<typeof architectureSchema>;

/**
 * "linear": the outputs are the action. "bins": `bins` logits for each action dimension, one after the other; the action
 * is the centre −1 + (2k + 1) / bins of the most probable bin k (the lowest among equals).
 */
const headSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("linear") }),
  z.object({ kind: z.literal("bins"), bins: z.number().int().min(2).max(255) }),
]);
export type PolicyHead = z.infer<typeof headSchema>;

/** The metadata of a policy file (one JSON string under the safetensors key `__metadata__.pogo`). */
export const policyMetaSchema = z
  .object({
    version: z.literal(1),
    id: z.string().min(1).max(100),
    name: z.string().min(1).max(200),
    createdAt: z.string().max(40),
    algorithm: z.enum(["bc", "dagger", "reinforce", "ppo", "gail", "dqn"]),
    architecture: architectureSchema,
    /** how outputs become actions; absent in files of before: linear */
    head: headSchema.default({ kind: "linear" }),
    /** whether tensors `normaliser.mean` and `normaliser.std` are present */
    normaliser: z.boolean(),
    hyperparameters: z.record(z.string().max(100), z.union([z.number(), z.string(), z.boolean(), z.array(z.number())])),
    seed: z.number().int().nonnegative(),
    dataset: z.object({
      id: z.string().max(200),
      name: z.string().max(200),
      episodes: z.array(z.string().max(100)).max(1_000_000),
      /** [from, to) of the episodes that were trimmed, by id */
      trims: z.record(z.string().max(100), z.tuple([z.number().int(), z.number().int()])).optional(),
    }),
    training: z.object({
      backend: z.string().max(100),
      steps: z.number().int().nonnegative(),
      seconds: z.number(),
      finalLoss: z.number(),
      validationLoss: z.number().nullable(),
      /** the loss over the whole training, thinned; absent in files of before */
      curve: z
        .array(
          z.object({
            step: z.number().int().nonnegative(),
            epoch: z.number().int().nonnegative(),
            loss: z.number(),
            validationLoss: z.number().nullable(),
          }),
        )
        .max(MAX_META_CURVE_POINTS)
        .optional(),
    }),
    /** the policy whose weights training began with, where there was one */
    init: z.object({ id: z.string().max(100), name: z.string().max(200) }).optional(),
    evaluation: evaluationSchema.nullable(),
  })
  .refine(({ architecture, head }) => head.kind === "linear" || architecture.outputs % head.bins === 0, {
    path: ["head", "bins"],
    message: "the outputs are no multiple of the bins",
  });
export type PolicyMeta = z.infer<typeof policyMetaSchema>;

/** A policy as lists show it. */
export interface PolicySummary {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly meta: PolicyMeta | null;
  /** why it cannot be read, where it cannot */
  readonly problem: string | null;
}
