/** Where a recording stands. */
export const RECORDER_PHASES = [
  "idle", // nothing is recorded; the operator may drive freely
  "countdown", // a new episode is about to begin
  "recording",
  "paused",
  "rewinding", // halted; the operator looks for the moment to try again from
  "branching", // a moment was chosen; the worker has not said yet that it stands there
  "resuming", // the countdown after a pause
  "finishing", // the last rows are on their way to the disk
  "discarding", // as finishing, and the operator has already said to discard
  "redoing", // as discarding, and a new episode follows
  "review", // saved; the operator may keep, redo or discard it
  "looking-back", // as rewinding, in an episode that is saved already
  "branching-back", // as branching, off an episode that is saved already
  "failed", // the recording could not go on; what was written is safe
] as const;
export type RecorderPhase = (typeof RECORDER_PHASES)[number];

/** What can happen to a recording. */
export const RECORDER_EVENTS = [
  "start",
  "counted-down",
  "pause",
  "interrupt", // unplugged, hidden, out of focus, asleep
  "resume",
  "rewind",
  "retry", // go on from the moment that was looked for
  "cancel", // go back to where it was before "rewind"
  "branched", // the worker stands at that moment, and a recording goes on from it
  "not-branched", // it cannot go on from there, and nothing has changed
  "stop",
  "ended", // fell, or reached its time limit
  "saved",
  "empty", // stopped before its first row, so there is nothing to save
  "keep",
  "discard",
  "redo",
  "lost", // rows can no longer be written
  "dismiss",
] as const;
export type RecorderEventType = (typeof RECORDER_EVENTS)[number];

/** What the one who drives the machine does at a transition, in this order. */
export type RecorderEffect =
  | "begin" // reset the hopper by a new seed and open a recording
  | "count" // start the countdown, then report "counted-down"
  | "run" // let the simulation step
  | "halt" // hold it
  | "finish" // hand over the last rows and finish the recording, then report "saved"
  | "abandon" // discard the open recording
  | "drop" // drop the episode that was saved
  | "return" // show the newest state again
  | "branch" // ask the worker to save what there is as an abandoned branch and to record on from the chosen moment
  | "adopt"; // the branch is the episode in hand from now on

export interface Transition {
  readonly to: RecorderPhase;
  readonly effects: readonly RecorderEffect[];
}

const go = (to: RecorderPhase, ...effects: readonly RecorderEffect[]): Transition => ({ to, effects });

/** What happens to an open recording whatever the phase. */
const open = {
  discard: go("idle", "halt", "abandon"),
  redo: go("countdown", "halt", "abandon", "begin", "count"),
  lost: go("failed", "halt"),
} as const;

/** What may become of a saved episode. */
const saved = {
  keep: go("idle"),
  start: go("countdown", "begin", "count"),
  discard: go("idle", "drop"),
  redo: go("countdown", "drop", "begin", "count"),
} as const;

/**
 * The whole recorder: phase × event → transition. A pair that is absent changes nothing, because a press that comes
 * too late is no error. An episode without a row cannot be finished, so a stop during the countdown discards, and one
 * that came before the first row turns out "empty". "ended" may still be on its way when the operator pauses or rewinds:
 * while rewinding it changes nothing but what `RecorderState.over` says.
 */
export const RECORDER_TABLE: { readonly [P in RecorderPhase]: { readonly [E in RecorderEventType]?: Transition } } = {
  idle: { start: go("countdown", "begin", "count") },
  countdown: {
    ...open,
    "counted-down": go("recording", "run"),
    stop: go("idle", "halt", "abandon"),
    interrupt: go("idle", "halt", "abandon"),
  },
  recording: {
    ...open,
    pause: go("paused", "halt"),
    interrupt: go("paused", "halt"),
    rewind: go("rewinding", "halt"),
    stop: go("finishing", "halt", "finish"),
    ended: go("finishing", "halt", "finish"),
  },
  paused: {
    ...open,
    resume: go("resuming", "count"),
    rewind: go("rewinding"),
    stop: go("finishing", "finish"),
    ended: go("finishing", "finish"),
  },
  rewinding: {
    ...open,
    retry: go("branching", "branch"),
    cancel: go("paused", "return"),
    stop: go("finishing", "return", "finish"),
    ended: go("rewinding"),
  },
  branching: {
    branched: go("resuming", "adopt", "count"),
    "not-branched": go("rewinding"),
    ended: go("branching"),
    lost: go("failed", "halt"),
  },
  resuming: {
    ...open,
    "counted-down": go("recording", "run"),
    pause: go("paused", "halt"),
    interrupt: go("paused", "halt"),
    rewind: go("rewinding", "halt"),
    stop: go("finishing", "halt", "finish"),
    ended: go("finishing", "halt", "finish"),
  },
  finishing: {
    saved: go("review"),
    empty: go("idle"),
    discard: go("discarding"),
    redo: go("redoing"),
    lost: go("failed"),
  },
  discarding: { saved: go("idle", "drop"), empty: go("idle"), redo: go("redoing"), lost: go("failed") },
  redoing: {
    saved: go("countdown", "drop", "begin", "count"),
    empty: go("countdown", "begin", "count"),
    discard: go("discarding"),
    lost: go("failed"),
  },
  review: { ...saved, rewind: go("looking-back") },
  "looking-back": { ...saved, retry: go("branching-back", "branch"), cancel: go("review", "return") },
  "branching-back": { branched: go("resuming", "adopt", "count"), "not-branched": go("looking-back") },
  failed: { dismiss: go("idle"), start: go("countdown", "begin", "count") },
};
