import type { RecorderPhase } from "../../shared/record/recorder-table.ts";

/** The episode in hand is on the disk, whole. */
export function isSaved(phase: RecorderPhase): boolean {
  return phase === "review" || phase === "looking-back";
}

/** The operator looks for the moment to go on from. */
export function isRewinding(phase: RecorderPhase): boolean {
  return phase === "rewinding" || phase === "looking-back";
}

/** The last rows are on their way to the host. */
export function isClosing(phase: RecorderPhase): boolean {
  return phase === "finishing" || phase === "discarding" || phase === "redoing";
}

/** No episode is open: what needs another simulation may be chosen. */
export function isBetween(phase: RecorderPhase): boolean {
  return phase === "idle" || phase === "review" || phase === "failed";
}
