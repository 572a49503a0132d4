import type { Failure } from "../../shared/base/failure.ts";
import type { EpisodeCause } from "../../shared/dataset/columns.ts";
import type { EpisodeMeta } from "../../shared/dataset/episode.ts";
import type { PolicyMeta } from "../../shared/policy/policy-meta.ts";
import type { ReplayManner } from "./messages.ts";

/** What is to be watched. */
export type ReplayTarget =
  | { readonly kind: "episode"; readonly dataset: string; readonly episode: string }
  | { readonly kind: "policy"; readonly policy: string }
  | { readonly kind: "scripted" };

/** What is known of it once it is loaded. */
export type ReplaySubject =
  | { readonly kind: "episode"; readonly meta: EpisodeMeta }
  | { readonly kind: "policy"; readonly meta: PolicyMeta }
  | { readonly kind: "scripted" };

/** What a replay shows, besides the numbers in the worker's frames. */
export interface ReplayState {
  readonly phase: "loading" | "playing" | "paused" | "ended" | "failed";
  readonly failure: Failure | null;
  readonly subject: ReplaySubject | null;
  readonly manner: ReplayManner;
  /** why the manner is not "simulated" */
  readonly why: string | null;
  readonly cause: EpisodeCause | null;
  readonly timeScale: number;
  readonly seed: number;
  /** why it rests although it was playing; null when the person chose it */
  readonly absence: string | null;
  readonly said: string;
}
