import type { Failure } from "../base/failure.ts";
import { RECORDER_TABLE } from "./recorder-table.ts";
import type { RecorderEffect, RecorderEventType, RecorderPhase } from "./recorder-table.ts";

/** The events that carry something, and those that do not. */
export type RecorderEvent =
  | { readonly type: "interrupt" | "empty"; readonly why: string }
  | { readonly type: "saved"; readonly episode: string }
  | { readonly type: "lost"; readonly failure: Failure }
  | { readonly type: Exclude<RecorderEventType, "interrupt" | "empty" | "saved" | "lost"> };

/** A recorder's state; plain data. */
export interface RecorderState {
  readonly phase: RecorderPhase;
  /** why it is paused or was called off, in words for the operator; null when the operator chose it */
  readonly why: string | null;
  /** id of the episode under review; else null */
  readonly episode: string | null;
  /** why it failed; else null */
  readonly failure: Failure | null;
  /** the simulation has ended the episode that the operator rewinds in, so nothing can follow its newest state */
  readonly over: boolean;
}

/** Where every recorder starts. */
export const IDLE_RECORDER: RecorderState = {
  phase: "idle",
  why: null,
  episode: null,
  failure: null,
  over: false,
};

const NOTHING: readonly RecorderEffect[] = [];

interface Advance {
  readonly state: RecorderState;
  readonly effects: readonly RecorderEffect[];
}

/**
 * The state after `event` and what is to be done about it, by RECORDER_TABLE. An event that means nothing in the
 * present phase gives the same state object and no effects. Where an episode ended while the operator rewound in it, the
 * way back leads to its end: to a pause, and on as "ended" does from there.
 */
export function advanceRecorder(state: RecorderState, event: RecorderEvent): Advance {
  const transition = RECORDER_TABLE[state.phase][event.type];
  if (transition === undefined) return { state, effects: NOTHING };
  const { to, effects } = transition;
  const next: RecorderState = {
    phase: to,
    why: event.type === "interrupt" || event.type === "empty" ? event.why : null,
    episode: episodeAfter(state, event, to),
    failure: event.type === "lost" ? event.failure : null,
    over: (to === "rewinding" || to === "branching") && (event.type === "ended" || state.over),
  };
  if (!state.over || to !== "paused") return { state: next, effects };
  const end = advanceRecorder(next, { type: "ended" });
  return { state: end.state, effects: [...effects, ...end.effects] };
}

function episodeAfter(before: RecorderState, event: RecorderEvent, to: RecorderPhase): string | null {
  if (to !== "review" && to !== "looking-back" && to !== "branching-back") return null;
  return event.type === "saved" ? event.episode : before.episode;
}

/** What the one start/stop button means in a phase; null where it means nothing. */
export function startStopEvent(phase: RecorderPhase): "start" | "stop" | null {
  if (RECORDER_TABLE[phase].start !== undefined) return "start";
  return RECORDER_TABLE[phase].stop === undefined ? null : "stop";
}

/** What the one pause button means in a phase; null where it means nothing. */
export function pauseEvent(phase: RecorderPhase): "pause" | "resume" | null {
  if (RECORDER_TABLE[phase].resume !== undefined) return "resume";
  return RECORDER_TABLE[phase].pause === undefined ? null : "pause";
}
