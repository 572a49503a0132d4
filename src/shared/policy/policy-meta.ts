import { z } from "zod";

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
});
/** Statistics of N seeded episodes. */
export type EvaluationSummary = z.infer<typeof evaluationSchema>;

/** The metadata of a policy file (one JSON string under the safetensors key `__metadata__.pogo`). */
export const policyMetaSchema = z.object({
  version: z.literal(1),
  id: z.string().min(1).max(100),
  name: z.string().min(1).max(200),
  createdAt: z.string().max(40),
  algorithm: z.enum(["bc", "dagger", "reinforce", "ppo", "gail", "dqn"]),
  architecture: z.object({
    kind: z.literal("mlp"),
    inputs: z.number().int().positive().max(4096),
    hidden: z.array(z.number().int().positive().max(8192)).max(16),
    outputs: z.number().int().positive().max(4096),
    activation: z.enum(["tanh", "relu"]),
  }),
  /** whether tensors `normaliser.mean` and `normaliser.std` are present */
  normaliser: z.boolean(),
  hyperparameters: z.record(z.string().max(100), z.union([z.number(), z.string(), z.boolean(), z.array(z.number())])),
  seed: z.number().int().nonnegative(),
  dataset: z.object({
    id: z.string().max(200),
    name: z.string().max(200),
    episodes: z.array(z.string().max(100)).max(1_000_000),
  }),
  training: z.object({
    backend: z.string().max(100),
    steps: z.number().int().nonnegative(),
    seconds: z.number(),
    finalLoss: z.number(),
    validationLoss: z.number().nullable(),
  }),
  evaluation: evaluationSchema.nullable(),
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
