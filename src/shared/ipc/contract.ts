import { z } from "zod";
import type { Failure } from "../base/failure.ts";
import { STEP_COLUMNS } from "../dataset/columns.ts";
import type { StepBatch } from "../dataset/columns.ts";
import { editSchema, MAX_EDITS } from "../dataset/curation.ts";
import { episodeIdSchema } from "../dataset/episode-id.ts";
import { episodeEndSchema, episodeStartSchema } from "../dataset/episode.ts";
import type { DatasetSummary, Episode, EpisodeSummary } from "../dataset/episode.ts";
import type { EpisodeTrace } from "../dataset/dataset-statistics.ts";
import type { EpisodeCoaching } from "../dataset/episode-coaching.ts";
import { FOREIGN_FORMATS } from "../dataset/foreign-formats.ts";
import type { ExportEstimate } from "../dataset/foreign-formats.ts";
import type { PolicyComparison } from "../policy/policy-comparison.ts";
import type { PolicySummary } from "../policy/policy-meta.ts";
import type { CurvePoint, Job, UnfinishedTraining } from "./jobs.ts";
import { settingsPatchSchema } from "./settings.ts";
import type { Settings } from "./settings.ts";
import { trainRequestSchema } from "./train-config.ts";

/** About the running app. */
export interface AppInfo {
  readonly version: string;
  readonly face: "electron" | "browser";
  readonly platform: string;
  /** folder that holds datasets/ and policies/ */
  readonly home: string;
}

/** One line of the doctor's report. */
export interface DoctorCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly remedy: string;
}

/** What undo and redo would do next, for people ("drop 3 episodes"); null: nothing. */
export interface CurationSteps {
  readonly undo: string | null;
  readonly redo: string | null;
}

const id = z.string().min(1).max(200);
const none = z.object({}).strict();

const columnSchemas = Object.fromEntries(
  Object.entries(STEP_COLUMNS).map(([name, spec]) => {
    const type = {
      float64: Float64Array,
      float32: Float32Array,
      int32: Int32Array,
      uint8: Uint8Array,
    }[spec.type];
    return [name, z.instanceof(type).optional()];
  }),
);

/** Traces asked for at once. */
export const MAX_TRACES = 200;

/** Batches are small by design: bounded before anything is copied. */
const MAX_BATCH_STEPS = 4096;

const batchSchema: z.ZodType<StepBatch> = z
  .object({
    first: z.number().int().min(0),
    count: z.number().int().min(1).max(MAX_BATCH_STEPS),
    columns: z.object(columnSchemas).strict(),
    snapshots: z.array(z.object({ step: z.number().int().min(0), bytes: z.instanceof(Uint8Array) })).max(64),
    finalObservation: z.instanceof(Float64Array).refine((a) => a.length === 11),
  })
  .superRefine((batch, context) => {
    for (const [name, spec] of Object.entries(STEP_COLUMNS)) {
      const values = (batch.columns as Record<string, ArrayLike<unknown> | undefined>)[name];
      if (values === undefined) {
        if (spec.required) context.addIssue({ code: "custom", message: `column ${name} is missing` });
      } else if (values.length !== batch.count * spec.size) {
        context.addIssue({
          code: "custom",
          message: `column ${name} has ${values.length} values, expected ${batch.count * spec.size}`,
        });
      }
    }
    for (const snapshot of batch.snapshots) {
      if (snapshot.bytes.length > 65536) context.addIssue({ code: "custom", message: "snapshot larger than 64 KiB" });
    }
  });

/** One request: the schema of what the page sends, and the type of what the host answers. */
interface RequestSpec<Q extends z.ZodType, A> {
  readonly request: Q;
  /** type only */
  readonly reply?: A;
}

function request<Q extends z.ZodType>(schema: Q): { answers<A>(): RequestSpec<Q, A> } {
  return { answers: <A>(): RequestSpec<Q, A> => ({ request: schema }) };
}

const episodeRef = z.object({ dataset: id, episode: episodeIdSchema });

/** Every request the page may make of the host. Names are `noun/verb`. */
export const REQUESTS = {
  "app/info": request(none).answers<AppInfo>(),
  "app/doctor": request(none).answers<readonly DoctorCheck[]>(),
  "app/choose-import": request(none).answers<string | null>(),
  "settings/get": request(none).answers<Settings>(),
  "settings/set": request(settingsPatchSchema).answers<Settings>(),

  "datasets/list": request(none).answers<readonly DatasetSummary[]>(),
  "datasets/create": request(z.object({ name: z.string().trim().min(1).max(200) })).answers<DatasetSummary>(),
  "datasets/episodes": request(z.object({ dataset: id, dropped: z.boolean() })).answers<readonly EpisodeSummary[]>(),
  "datasets/import": request(
    z.object({
      source: z.string().min(1).max(4096),
      format: z.enum(FOREIGN_FORMATS),
      /** of the new dataset, or what the job is called */
      name: z.string().trim().min(1).max(200),
      /** an existing dataset that the episodes are added to; without it a new one is made */
      into: id.optional(),
    }),
  ).answers<Job>(),
  "datasets/export": request(z.object({ dataset: id, format: z.enum(FOREIGN_FORMATS) })).answers<Job>(),
  /** about what an export would make; reads no episode */
  "datasets/export-estimate": request(
    z.object({ dataset: id, format: z.enum(FOREIGN_FORMATS) }),
  ).answers<ExportEstimate>(),
  /** of whole episodes, trims aside, in the order asked for; episodes that are not there or cannot be read are left out */
  "datasets/traces": request(
    z.object({ dataset: id, episodes: z.array(episodeIdSchema).min(1).max(MAX_TRACES) }),
  ).answers<readonly EpisodeTrace[]>(),
  /** of the used episodes, trimmed; a newer request for a dataset replaces one that still waits */
  "datasets/statistics": request(z.object({ dataset: id })).answers<Job>(),
  "datasets/verify": request(z.object({ dataset: id })).answers<Job>(),
  /** one entry of the history, undone as one; answers the episodes it changed */
  "datasets/edit": request(z.object({ dataset: id, edits: z.array(editSchema).min(1).max(MAX_EDITS) })).answers<
    readonly EpisodeSummary[]
  >(),
  "datasets/history": request(z.object({ dataset: id })).answers<CurationSteps>(),
  "datasets/undo": request(z.object({ dataset: id })).answers<CurationSteps>(),
  "datasets/redo": request(z.object({ dataset: id })).answers<CurationSteps>(),

  "episodes/load": request(episodeRef).answers<Episode>(),
  /** compares with the newest used episodes that can be read within a moment */
  "episodes/coaching": request(episodeRef).answers<EpisodeCoaching>(),

  /** `continues`: the first `start.parent.step` rows of that episode are copied and become this one's first rows */
  "recording/begin": request(
    z.object({ dataset: id, start: episodeStartSchema, continues: z.boolean().default(false) }),
  ).answers<{
    readonly recording: string;
    readonly episode: string;
  }>(),
  "recording/append": request(z.object({ recording: id, batch: batchSchema })).answers<{ readonly steps: number }>(),
  "recording/finish": request(z.object({ recording: id, end: episodeEndSchema })).answers<EpisodeSummary>(),
  "recording/discard": request(z.object({ recording: id })).answers<null>(),

  "jobs/list": request(none).answers<readonly Job[]>(),
  "jobs/cancel": request(z.object({ job: id })).answers<null>(),
  "jobs/dismiss": request(z.object({ job: id })).answers<null>(),
  "jobs/curve": request(z.object({ job: id })).answers<readonly CurvePoint[]>(),
  "train/start": request(trainRequestSchema).answers<Job>(),
  /** trainings that were cancelled or killed, without those that run */
  "train/unfinished": request(none).answers<readonly UnfinishedTraining[]>(),
  /** goes on with one of them */
  "train/resume": request(z.object({ training: id })).answers<Job>(),
  /** removes what one of them left */
  "train/discard": request(z.object({ training: id })).answers<null>(),
  "evaluate/start": request(
    z.object({
      policy: id,
      episodes: z.number().int().min(1).max(1000),
      seed: z.number().int().min(0).max(0xffffffff),
    }),
  ).answers<Job>(),

  "policies/list": request(none).answers<readonly PolicySummary[]>(),
  /** the bytes of the safetensors file */
  "policies/load": request(z.object({ policy: id })).answers<Uint8Array>(),
  "policies/rename": request(
    z.object({ policy: id, name: z.string().trim().min(1).max(200) }),
  ).answers<PolicySummary>(),
  /** writes the policy as an ONNX file into the home's exports; answers its path */
  "policies/export-onnx": request(z.object({ policy: id })).answers<string>(),
  /** the first policy against each of the others, by the episodes of their evaluations */
  "policies/compare": request(z.object({ policies: z.array(id).min(2).max(8) })).answers<readonly PolicyComparison[]>(),
  "policies/delete": request(z.object({ policy: id })).answers<null>(),
} as const;

export type RequestName = keyof typeof REQUESTS;
/** What the page sends (before defaults are filled in). */
export type RequestOf<N extends RequestName> = z.input<(typeof REQUESTS)[N]["request"]>;
/** What the host's handler receives. */
export type ParsedRequestOf<N extends RequestName> = z.output<(typeof REQUESTS)[N]["request"]>;
export type ReplyOf<N extends RequestName> =
  | NonNullable<(typeof REQUESTS)[N]["reply"]>
  | Extract<(typeof REQUESTS)[N]["reply"], null>;

/** What the host tells every page. */
export type HostEvent =
  | { readonly type: "job"; readonly job: Job }
  | { readonly type: "job-dismissed"; readonly job: string }
  | { readonly type: "curve"; readonly job: string; readonly points: readonly CurvePoint[] }
  | { readonly type: "datasets-changed" }
  | { readonly type: "episodes-changed"; readonly dataset: string }
  | { readonly type: "policies-changed" }
  | { readonly type: "settings"; readonly settings: Settings }
  | { readonly type: "problem"; readonly failure: Failure };
