import type { Failure } from "../base/failure.ts";
import { RECORDER_TABLE } from "./recorder-table.ts";
import type { RecorderEffect, RecorderEventType, RecorderPhase } from "./recorder-table.ts";

/** The events that carry something, and those that do not. */
export type RecorderEvent =
  | { readonly type: "interrupt"; readonly why: string }
  | { readonly type: "saved"; readonly episode: string }
  | { readonly type: "lost"; readonly failure: Failure }
  | { readonly type: Exclude<RecorderEventType, "interrupt" | "saved" | "lost"> };

/** A recorder's state; plain data. */
export interface RecorderState {
  readonly phase: RecorderPhase;
  /** why it is paused or was called off, in words for the operator; null when the operator chose it */
  readonly why: string | null;
  /** id of the episode under review; else null */
  readonly episode: string | null;
  /** why it failed; else null */
  readonly failure: Failure | null;
}

/** Where every recorder starts. */
export const IDLE_RECORDER: RecorderState = { phase: "idle", why: null, episode: null, failure: null };

const NOTHING: readonly RecorderEffect[] = [];

/**
 * The state after `event` and what is to be done about it, by RECORDER_TABLE. An event that means nothing in the
 * present phase gives the same state object and no effects.
 */
export function advanceRecorder(
  state: RecorderState,
  event: RecorderEvent,
): { readonly state: RecorderState; readonly effects: readonly RecorderEffect[] } {
  const transition = RECORDER_TABLE[state.phase][event.type];
  if (transition === undefined) return { state, effects: NOTHING };
  return {
    state: {
      phase: transition.to,
      why: event.type === "interrupt" ? event.why : null,
      episode: episodeAfter(state, event, transition.to),
      failure: event.type === "lost" ? event.failure : null,
    },
    effects: transition.effects,
  };
}

function episodeAfter(before: RecorderState, event: RecorderEvent, to: RecorderPhase): string | null {
  if (to !== "review" && to !== "looking-back") return null;
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
