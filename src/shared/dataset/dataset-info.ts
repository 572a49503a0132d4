import { z } from "zod";
import { ACTION, MAX_EPISODE_STEPS, OBSERVATION, STEP_RATE } from "../base/specs.ts";
import { FORMAT_VERSION } from "./episode-header.ts";

const name = z.string().max(200);

/** The environment a dataset was recorded in: what foreign formats and readers need to know about it. */
const environmentSchema = z.object({
  /** Gymnasium's id of the environment that ours re-does */
  id: name,
  /** who computes the physics: "pogo" (cannon-es) or "mujoco" */
  physics: name,
  /** steps per simulated second */
  rate: z.number().positive(),
  maxEpisodeSteps: z.number().int().positive().nullable(),
  observation: z.array(name).max(64),
  action: z.array(name).max(64),
});
export type Environment = z.infer<typeof environmentSchema>;

/** dataset.json */
export const datasetInfoSchema = z.object({
  format: z.literal("pogo-dataset"),
  version: z.literal(FORMAT_VERSION),
  /** ULID; never changes */
  id: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/),
  name: z.string().min(1).max(200),
  /** ISO 8601, UTC */
  createdAt: z.string().max(40),
  /** program and version */
  createdBy: name,
  environment: environmentSchema,
  /** where imported episodes came from; null for recordings */
  origin: z.string().max(2000).nullable(),
});
export type DatasetInfo = z.infer<typeof datasetInfoSchema>;

/** Our hopper, as Gymnasium's Hopper-v5. */
export const HOPPER_ENVIRONMENT: Environment = {
  id: "Hopper-v5",
  physics: "pogo",
  rate: STEP_RATE,
  maxEpisodeSteps: MAX_EPISODE_STEPS,
  observation: OBSERVATION.map((dimension) => dimension.name),
  action: ACTION.map((dimension) => dimension.name),
};
