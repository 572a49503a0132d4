import { z } from "zod";
import { END_CAUSES, HELP_LEVELS, STEP_SOURCES } from "./columns.ts";
import type { StepColumns, StepSnapshot } from "./columns.ts";
import type { Curation } from "./curation.ts";
import { episodeIdSchema } from "./episode-id.ts";
import { inputControlsSchema } from "./input-controls.ts";

/** A header past the reader's bound would make the whole journal unreadable. */
const MAX_OPTIONS_CHARACTERS = 65_536;

function fitsHeader(options: Readonly<Record<string, unknown>>): boolean {
  try {
    return JSON.stringify(options).length <= MAX_OPTIONS_CHARACTERS;
  } catch {
    // a cycle or a bigint: not JSON
    return false;
  }
}

/** Known when a recording begins. */
export const episodeStartSchema = z.object({
  source: z.enum(STEP_SOURCES),
  level: z.enum(HELP_LEVELS),
  /** seed of the reset; null where unknown (imports) */
  seed: z.number().int().nonnegative().nullable(),
  /** physics fingerprint of the simulator that made it; null for imports */
  fingerprint: z.string().max(200).nullable(),
  /** non-default hopper options, for replaying */
  hopperOptions: z
    .record(z.string().max(100), z.unknown())
    .refine(fitsHeader, { message: `more than ${MAX_OPTIONS_CHARACTERS} characters as JSON` }),
  /** the policy that drove, where one did */
  policyId: z.string().max(200).nullable(),
  /** input device as reported, "keyboard", or null */
  device: z.string().max(300).nullable(),
  /** how that device was read; absent where there was none, and in episodes from before it was stored */
  controls: inputControlsSchema.optional(),
  operator: z.string().max(200).nullable(),
  /** standard deviation of the noise on executed actions */
  noise: z.number().nonnegative(),
  /** the episode and step this one branched from */
  parent: z.object({ episode: episodeIdSchema, step: z.number().int().nonnegative() }).nullable(),
});
export type EpisodeStart = z.infer<typeof episodeStartSchema>;

/** Control-loop health over the episode. */
export const tickHealthSchema = z.object({
  /**
   * ticks per real second that were asked for and held, over the same intervals between ticks whatever their time scales:
   * the share that was held is rateHeld / rateAsked
   */
  rateAsked: z.number(),
  rateHeld: z.number(),
  missedTicks: z.number().int().nonnegative(),
  /** s in which nothing was ticked because the computer slept or stood still; not among the missed ticks. Absent: 0 */
  stoodStill: z.number().nonnegative().optional(),
  inputAgeP50: z.number().nullable(),
  inputAgeP99: z.number().nullable(),
  tickWorkP99: z.number().nullable(),
});
export type TickHealth = z.infer<typeof tickHealthSchema>;

/** Known when a recording ends. */
export const episodeEndSchema = z.object({
  cause: z.enum(END_CAUSES),
  health: tickHealthSchema.nullable(),
});
export type EpisodeEnd = z.infer<typeof episodeEndSchema>;

/** What came of a simulation; of one that broke down it may be no finite number, which `z.number()` would refuse. */
const outcome = z.custom<number>((value) => typeof value === "number", "expected a number");

/** Everything about a finished episode but its rows. Stored in the Arrow schema's metadata. */
export const episodeMetaSchema = episodeStartSchema.extend({
  id: episodeIdSchema,
  /** ISO 8601, UTC */
  createdAt: z.string().max(40),
  steps: z.number().int().nonnegative(),
  return: outcome,
  terminated: z.boolean(),
  truncated: z.boolean(),
  cause: z.enum(END_CAUSES),
  health: tickHealthSchema.nullable(),
  /** recovered from a journal after its writer died */
  recovered: z.boolean(),
  /** replays bit for bit, checked when saved; null where it cannot be checked (imports) */
  replays: z.boolean().nullable(),
  /** observation after the last step */
  finalObservation: z.array(outcome).max(64),
});
export type EpisodeMeta = z.infer<typeof episodeMetaSchema>;

/** An episode as lists show it: its metadata and the curation log's word on it. */
export interface EpisodeSummary extends EpisodeMeta {
  readonly name: string;
  readonly curation: Curation;
  /** dropped episodes are hidden, not trained on, and can be restored */
  readonly dropped: boolean;
  /** trained on, counted and exported: kept, or neither dropped nor abandoned */
  readonly used: boolean;
  readonly bytes: number;
}

/** A whole episode in memory. */
export interface Episode {
  readonly meta: EpisodeMeta;
  readonly columns: StepColumns;
  readonly snapshots: readonly StepSnapshot[];
}

/** A dataset as lists show it. */
export interface DatasetSummary {
  readonly id: string;
  readonly name: string;
  /** folder */
  readonly path: string;
  /** the used ones */
  readonly episodes: number;
  /** of those, the ones whose recording was cut short by the computer */
  readonly interrupted: number;
  readonly steps: number;
  readonly bytes: number;
  readonly createdAt: string;
  /** why it cannot be read, where it cannot */
  readonly problem: string | null;
  /** episodes whose files cannot be read; the others are counted */
  readonly problems: number;
  /** lines of the curation log that cannot be read: what they said is not applied */
  readonly unreadableEdits: number;
}
