import type { Failure } from "../base/failure.ts";
import type { DatasetStatistics } from "../dataset/dataset-statistics.ts";

export type JobKind = "train" | "import" | "export" | "verify" | "statistics" | "evaluate";
export type JobState = "queued" | "running" | "done" | "cancelled" | "failed";

/** Throttled to 10 Hz. */
export interface JobProgress {
  /** 0…1; null while unknown */
  readonly fraction: number | null;
  readonly message: string;
  /** units per second; null while unknown */
  readonly rate: number | null;
  readonly rateUnit: string;
  readonly secondsLeft: number | null;
}

/** One point of a training curve. */
export interface CurvePoint {
  readonly step: number;
  readonly epoch: number;
  readonly loss: number;
  readonly validationLoss: number | null;
}

/** Long work: exactly one end of done, cancelled or failed. */
export interface Job {
  readonly id: string;
  readonly kind: JobKind;
  readonly title: string;
  readonly state: JobState;
  readonly progress: JobProgress;
  /** ISO 8601, UTC */
  readonly createdAt: string;
  readonly endedAt: string | null;
  readonly failure: Failure | null;
  /** what it made: a policy id, a dataset id, a path */
  readonly result: JobResult | null;
}

export type JobResult =
  | {
      readonly kind: "policy";
      readonly policyId: string;
      readonly finalLoss: number;
      readonly meanReturn: number | null;
    }
  | { readonly kind: "dataset"; readonly datasetId: string; readonly episodes: number; readonly steps: number }
  | { readonly kind: "files"; readonly files: readonly string[]; readonly lost: readonly string[] }
  | { readonly kind: "verified"; readonly episodes: number; readonly failed: readonly string[] }
  /** `dataset` is its id */
  | { readonly kind: "statistics"; readonly dataset: string; readonly statistics: DatasetStatistics }
  | { readonly kind: "evaluation"; readonly mean: number; readonly std: number; readonly fallRate: number };
