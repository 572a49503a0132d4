import type { Failure } from "../../shared/base/failure.ts";
import type { EpisodeCause, StepBatch } from "../../shared/dataset/columns.ts";
import type { Episode, TickHealth } from "../../shared/dataset/episode.ts";
import type { DriveLevel } from "../../shared/control/levels.ts";
import type { StickOptions } from "../../shared/control/pad-sample.ts";
import type { Push } from "../../shared/sim/types.ts";

/** How a person's pad is understood. */
export interface PersonSpec {
  readonly level: DriveLevel;
  readonly sticks: StickOptions;
}

/** What is recorded. */
export interface TaskSpec {
  readonly maxSteps: number;
  /** standard deviation of the noise on executed torques */
  readonly noise: number;
}

/** Who acts in the worker, and on what. */
export type RunSpec =
  | {
      readonly kind: "person";
      readonly person: PersonSpec;
      readonly task: TaskSpec;
    }
  /** a policy; a person may take over where one is named */
  | {
      readonly kind: "policy";
      readonly bytes: Uint8Array;
      readonly person: PersonSpec | null;
      readonly task: TaskSpec | null;
    }
  | { readonly kind: "scripted"; readonly speed: readonly [number, number] }
  | { readonly kind: "episode"; readonly episode: Episode };

/** How a recorded episode is shown: simulated again from snapshot and actions, or as the states it stores. */
export type ReplayManner = "simulated" | "states";

/** What the page tells the worker. `episode` numbers separate one recording's messages from the next one's. */
export type ToWorker =
  | {
      readonly type: "init";
      /** of the page's clock, which the worker's follows */
      readonly lead: number;
      readonly shared: { readonly pad: SharedArrayBuffer; readonly frame: SharedArrayBuffer } | null;
    }
  | { readonly type: "load"; readonly run: RunSpec }
  | { readonly type: "reset"; readonly seed: number }
  | { readonly type: "begin"; readonly episode: number; readonly seed: number }
  | { readonly type: "run" }
  | { readonly type: "halt" }
  | { readonly type: "step" }
  | { readonly type: "seek"; readonly step: number }
  | { readonly type: "finish"; readonly cause: "operator" | "interrupted" }
  | { readonly type: "abandon" }
  /** shows the recorded episode before a step; answered by "looked" */
  | { readonly type: "look"; readonly step: number }
  /**
   * ends the open recording, if one is open, and records episode `episode` on from `step`; answered by "branched" or, and
   * then nothing has changed, by "not-branched"
   */
  | { readonly type: "branch"; readonly episode: number; readonly step: number }
  /** a person takes over from the policy, or hands back: `now`, or at a good moment; answered by "changed-hands" */
  | { readonly type: "hold"; readonly human: boolean; readonly now: boolean }
  | { readonly type: "scale"; readonly value: number; readonly autoSlow: boolean }
  /** for the next step of a live run; a recorded episode brings its own */
  | { readonly type: "push"; readonly push: Push }
  | { readonly type: "pad"; readonly values: Float64Array };

/** An episode's end, as the recorder tells it. */
export interface EpisodeOutcome {
  readonly cause: EpisodeCause;
  readonly steps: number;
  readonly return: number;
  /** m from its start */
  readonly distance: number;
  readonly health: TickHealth;
}

/** What the worker tells the page. */
export type FromWorker =
  | { readonly type: "ready" }
  | {
      readonly type: "loaded";
      readonly fingerprint: string;
      readonly hopperOptions: Readonly<Record<string, unknown>>;
      readonly manner: ReplayManner;
      readonly why: string | null;
    }
  | { readonly type: "batch"; readonly episode: number; readonly batch: StepBatch }
  /** the run came to its end and halted by itself; for a recording, rows may still wait for "finish" */
  | { readonly type: "ended"; readonly episode: number; readonly cause: EpisodeCause }
  | { readonly type: "finished"; readonly episode: number; readonly outcome: EpisodeOutcome }
  /** the step that is shown, and those that can be */
  | { readonly type: "looked"; readonly step: number; readonly oldest: number; readonly newest: number }
  /** the recording that was open has ended ("finished" came before), and episode `episode` goes on from `step` */
  | { readonly type: "branched"; readonly episode: number; readonly step: number }
  /** it cannot go on from there: nothing has changed, and a recording that was open still is */
  | { readonly type: "not-branched"; readonly episode: number; readonly failure: Failure }
  /** whoever was to hold the hopper holds it */
  | { readonly type: "changed-hands" }
  /** the run halted: the page no longer answers, so nobody is driving */
  | { readonly type: "input-stale" }
  /** the run halted: nothing was ticked for so long (s) that the computer must have slept or stood still */
  | { readonly type: "stood-still"; readonly seconds: number }
  | { readonly type: "fault"; readonly failure: Failure }
  | { readonly type: "frame"; readonly values: Float64Array };
