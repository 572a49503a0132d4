import { assertNever } from "../../shared/base/assert-never.ts";
import { padName } from "../input/glyphs.ts";
import type { InputDevice } from "../input/input-source.ts";
import type { Marks } from "./recording-desk.ts";
import type { RecorderState } from "../../shared/record/recorder.ts";

/** A recorder's state in one sentence, for the screen reader and the line below the scene. */
export function describePhase({ phase, why, failure }: RecorderState, kept: number): string {
  switch (phase) {
    case "idle":
      return why ?? (kept === 0 ? "Free driving. Nothing is recorded." : `Free driving. ${kept} kept so far.`);
    case "countdown":
      return "Get ready.";
    case "recording":
      return "Recording.";
    case "paused":
      return why === null ? "Paused." : `Paused: ${why}`;
    case "rewinding":
    case "looking-back":
      return "Rewinding. Find the moment to go on from.";
    case "branching":
    case "branching-back":
    case "resuming":
      return "Going on.";
    case "finishing":
      return "Saving the episode.";
    case "discarding":
    case "redoing":
      return "Discarding the episode.";
    case "review":
      return "Saved. Keep, redo or discard?";
    case "failed":
      return failure === null
        ? "The recording failed."
        : `The recording stopped: ${failure.message.replace(/\.$/, "")}.`;
    default:
      return assertNever(phase);
  }
}

/** What drives now. */
export function describeDevice(device: InputDevice): string {
  if (device.kind === "none") return "Nothing drives: no gamepad, no key.";
  return `Driving with the ${device.kind === "pad" ? padName(device.pad.id) : "keyboard"}.`;
}

/** The operator's labels in one sentence. */
export function describeMarks({ success, rating }: Marks): string {
  const outcome = success === null ? "Not marked" : success ? "Marked as a success" : "Marked as a failure";
  return rating === null ? `${outcome}.` : `${outcome}, rated ${rating} of 5.`;
}

/** That it changes hands at the next good moment. */
export function describeChange(human: boolean): string {
  return human ? "Taking over at the next good moment." : "Handing back at the next good moment.";
}

/** Who holds a hopper that a policy drives. */
export function describeHolder(human: boolean): string {
  return human ? "You drive. What you do is recorded as a correction." : "The policy drives.";
}
