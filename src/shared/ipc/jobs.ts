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

/** A training that was cancelled or killed and can go on: what its state file says of it. */
export interface UnfinishedTraining {
  /** of the policy it will make */
  readonly id: string;
  readonly name: string;
  /** the state file */
  readonly path: string;
  readonly algorithm: string;
  /** as it was asked for: an id, or a folder where the command line began it */
  readonly dataset: string;
  readonly seed: number;
  readonly epoch: number;
  readonly epochs: number;
  /** gradient steps so far */
  readonly steps: number;
  /** of training so far */
  readonly seconds: number;
  /** the last training loss */
  readonly loss: number | null;
  /** ISO 8601, UTC; empty where it cannot be read */
  readonly createdAt: string;
  /** why it cannot go on, where it cannot */
  readonly problem: string | null;
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
  | {
      readonly kind: "dataset";
      readonly datasetId: string;
      readonly episodes: number;
      readonly steps: number;
      /** what could not be taken over, in sentences for people */
      readonly notes: readonly string[];
    }
  | { readonly kind: "files"; readonly files: readonly string[]; readonly lost: readonly string[] }
  | { readonly kind: "verified"; readonly episodes: number; readonly failed: readonly string[] }
  /** `dataset` is its id */
  | { readonly kind: "statistics"; readonly dataset: string; readonly statistics: DatasetStatistics }
  | { readonly kind: "evaluation"; readonly mean: number; readonly std: number; readonly fallRate: number };
