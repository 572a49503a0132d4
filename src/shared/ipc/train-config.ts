import { z } from "zod";

/** Hyperparameters of behavioural cloning: field, range and default; the Train screen and `--set` read them from here. */
export const bcConfigSchema = z.object({
  hidden: z.array(z.number().int().min(1).max(2048)).min(1).max(6).default([128, 64]).describe("hidden layer sizes"),
  activation: z.enum(["relu", "tanh"]).default("relu").describe("hidden activation"),
  optimizer: z.enum(["adam", "sgd"]).default("adam").describe("optimiser"),
  learningRate: z.number().positive().max(10).default(1e-3).describe("step size"),
  batchSize: z.number().int().min(1).max(65536).default(256).describe("transitions per minibatch"),
  epochs: z.number().int().min(1).max(10000).default(20).describe("passes over the training episodes"),
  l2: z.number().min(0).max(1).default(1e-4).describe("L2 penalty on the weights"),
  normaliser: z.boolean().default(true).describe("standardise observations by their mean and deviation"),
  validationFraction: z.number().min(0).max(0.9).default(0.1).describe("share of episodes held out"),
  earlyStop: z
    .number()
    .int()
    .min(0)
    .max(1000)
    .default(0)
    .describe("epochs without better held-out loss before stopping; 0 is off"),
  evaluationEpisodes: z.number().int().min(0).max(1000).default(10).describe("rollouts after training"),
});
export type BcConfig = z.infer<typeof bcConfigSchema>;

/** What a training job is asked to do. */
export const trainRequestSchema = z.object({
  dataset: z.string().min(1).max(4096),
  algorithm: z.literal("bc"),
  name: z.string().min(1).max(200),
  seed: z.number().int().min(0).max(0xffffffff),
  config: bcConfigSchema,
});
export type TrainRequest = z.infer<typeof trainRequestSchema>;
