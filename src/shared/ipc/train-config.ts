import { z } from "zod";
import { MAX_EPISODE_STEPS } from "../base/specs.ts";
import { MAX_SPEED, MIN_SPEED } from "../control/command-limits.ts";

/** Hyperparameters of behavioural cloning: field, range and default; the Train screen and `--set` read them from here. */
export const bcConfigSchema = z.object({
  hidden: z.array(z.number().int().min(1).max(2048)).min(1).max(6).default([128, 64]).describe("hidden layer sizes"),
  activation: z.enum(["relu", "tanh"]).default("relu").describe("hidden activation"),
  head: z
    .enum(["linear", "bins"])
    .default("linear")
    .describe("linear: regression of the torques; bins: each torque is chosen among bins"),
  bins: z.number().int().min(2).max(255).default(21).describe("bins per torque, where the head is bins"),
  recurrent: z
    .enum(["none", "lstm"])
    .default("none")
    .describe("lstm: a memory between the hidden layers and the last one"),
  cells: z.number().int().min(1).max(1024).default(64).describe("size of the LSTM's state"),
  window: z.number().int().min(2).max(256).default(16).describe("steps the LSTM is trained over"),
  optimizer: z.enum(["adam", "sgd"]).default("adam").describe("optimiser"),
  learningRate: z.number().positive().max(10).default(1e-3).describe("step size"),
  batchSize: z.number().int().min(1).max(65536).default(256).describe("transitions per minibatch"),
  epochs: z.number().int().min(1).max(10000).default(20).describe("passes over the training episodes"),
  l2: z.number().min(0).max(1).default(1e-4).describe("L2 penalty on the weights"),
  clipNorm: z.number().min(0).max(1e6).default(0).describe("largest norm of a step's gradient; 0 is off"),
  normaliser: z.boolean().default(true).describe("standardise observations by their mean and deviation"),
  labels: z
    .enum(["all", "human"])
    .default("all")
    .describe("what is learned from: every step, or those that a human drove, such as corrections after a takeover"),
  validationFraction: z.number().min(0).max(0.9).default(0.1).describe("share of episodes held out"),
  split: z
    .enum(["seed", "dataset"])
    .default("seed")
    .describe("who holds episodes out: the seed, or the dataset's split named validation"),
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

/** Hyperparameters of DAgger: those of the cloning in each round, and its own. */
export const daggerConfigSchema = bcConfigSchema.extend({
  rounds: z.number().int().min(1).max(1000).default(5).describe("rounds after the one on the demonstrations"),
  roundEpisodes: z.number().int().min(1).max(10_000).default(4).describe("episodes that a round visits"),
  roundSteps: z
    .number()
    .int()
    .min(1)
    .max(MAX_EPISODE_STEPS)
    .default(MAX_EPISODE_STEPS)
    .describe("time limit of a visited episode, in steps"),
  beta: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe("the expert acts at a step of round i with probability beta to the power of i"),
  warmStart: z.boolean().default(false).describe("a round goes on from the weights of the one before"),
  oracle: z.enum(["scripted"]).default("scripted").describe("who labels what was visited"),
  oracleSpeed: z
    .number()
    .min(MIN_SPEED)
    .max(MAX_SPEED)
    .default(MAX_SPEED)
    .describe("speed that the scripted expert is asked for, m/s"),
});
export type DaggerConfig = z.infer<typeof daggerConfigSchema>;

/** The hyperparameters of each algorithm. */
export const CONFIG_SCHEMAS = { bc: bcConfigSchema, dagger: daggerConfigSchema } as const;
/** The algorithms that train. */
export type TrainAlgorithm = keyof typeof CONFIG_SCHEMAS;

const order = {
  dataset: z.string().min(1).max(4096),
  name: z.string().min(1).max(200),
  seed: z.number().int().min(0).max(0xffffffff),
};

/** What a training job is asked to do. */
export const trainRequestSchema = z.discriminatedUnion("algorithm", [
  z.object({ ...order, algorithm: z.literal("bc"), config: bcConfigSchema }),
  z.object({ ...order, algorithm: z.literal("dagger"), config: daggerConfigSchema }),
]);
export type TrainRequest = z.infer<typeof trainRequestSchema>;
