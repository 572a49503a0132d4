import type { Failure } from "../../shared/base/failure.ts";
import { IDLE_RECORDER } from "../../shared/record/recorder.ts";
import type { RecorderState } from "../../shared/record/recorder.ts";
import type { InputDevice } from "../input/input-source.ts";
import type { TakeoverPhase } from "../../shared/record/takeover-table.ts";
import type { EpisodeOutcome } from "./messages.ts";
import { UNMARKED } from "./recording-desk.ts";
import type { Marks } from "./recording-desk.ts";

/** Simulated seconds per real second, slowest first. */
export const TIME_SCALES = [1 / 8, 1 / 4, 1 / 2, 1, 2] as const;
/** Those a person drives at: nobody answers a hopper faster than life. */
export const DRIVE_SCALES = [1 / 8, 1 / 4, 1 / 2, 1] as const;

/** The moment looked at while rewinding, among the steps that are kept. */
export interface RewindView {
  readonly step: number;
  readonly oldest: number;
  readonly newest: number;
  /** 4 × [x, z, pitch] of the newest state; null before it is known */
  readonly ghost: Float32Array | null;
}

/** An episode that has just been saved, for the card that asks what to do with it. */
export interface Review {
  /** it was recorded into */
  readonly dataset: string;
  readonly episode: string;
  readonly name: string;
  readonly outcome: EpisodeOutcome;
  /** the worker still holds its states; not after other choices were loaded, or a restart */
  readonly rewindable: boolean;
}

/** What a drive session shows; the numbers that change with every tick are in the worker's frames instead. */
export interface DriveState {
  readonly worker: "starting" | "ready" | "faulted";
  readonly fault: Failure | null;
  readonly recorder: RecorderState;
  /** whole seconds left before it runs; null when nothing counts */
  readonly countdown: number | null;
  readonly device: InputDevice;
  readonly timeScale: number;
  /** why free driving rests; null while it runs */
  readonly absence: string | null;
  /** the host does not answer: nothing can be stored */
  readonly hostLost: boolean;
  readonly review: Review | null;
  /** steps of the present recording that the host has written */
  readonly written: number;
  /** steps that only this page had when the host was lost */
  readonly unsent: number;
  /** null while nobody rewinds */
  readonly rewind: RewindView | null;
  /** what the operator thinks of the episode in hand */
  readonly marks: Marks;
  /** who holds, where a policy drives; null where the person drives alone */
  readonly takeover: TakeoverPhase | null;
  /** the hopper has not changed hands yet: a good moment is awaited */
  readonly changing: boolean;
  /** episodes kept since the screen opened */
  readonly kept: number;
  /** one short sentence for screen readers and the toast line; changes with every event worth saying */
  readonly said: string;
  /** a wish that could not be met now, and what to do */
  readonly problem: Failure | null;
  readonly helpOpen: boolean;
  /** the choices of a session, by the pad; only while nothing runs */
  readonly menuOpen: boolean;
  /** memory is shared with the worker */
  readonly sharedMemory: boolean;
  /** where the worker leaves its frames; another one after a restart */
  readonly frames: ArrayBufferLike | null;
}

export const INITIAL_STATE: DriveState = {
  worker: "starting",
  fault: null,
  recorder: IDLE_RECORDER,
  countdown: null,
  device: { kind: "none" },
  timeScale: 1,
  absence: null,
  hostLost: false,
  review: null,
  written: 0,
  unsent: 0,
  rewind: null,
  marks: UNMARKED,
  takeover: null,
  changing: false,
  kept: 0,
  said: "",
  problem: null,
  helpOpen: false,
  menuOpen: false,
  sharedMemory: true,
  frames: null,
};
