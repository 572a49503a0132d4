import type { DriveState } from "../drive-state.ts";
import type { Cue } from "./notes.ts";

type Heard = Pick<DriveState, "recorder" | "countdown">;

/** What is told of a change of state: each second of a countdown, and the recording light going on and off. */
export function recordingCue(before: Heard, now: Heard): Cue | null {
  if (now.countdown !== null && now.countdown > 0 && now.countdown !== before.countdown) return "count";
  const [from, to] = [before.recorder.phase, now.recorder.phase];
  if (from === to) return null;
  if (to === "recording") return "on";
  // A pause says why on the screen, and the end of an episode comes as its card.
  return from === "recording" ? "off" : null;
}
