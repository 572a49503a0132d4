import type { RecorderPhase } from "../../shared/record/recorder-table.ts";

/** The episode in hand is on the disk, whole. */
export function isSaved(phase: RecorderPhase): boolean {
  return phase === "review" || phase === "looking-back" || phase === "branching-back";
}

/** The operator looks for the moment to go on from. */
export function isLooking(phase: RecorderPhase): boolean {
  return phase === "rewinding" || phase === "looking-back";
}

/** The worker is asked to go on from that moment, and has not answered yet. */
export function isBranching(phase: RecorderPhase): boolean {
  return phase === "branching" || phase === "branching-back";
}

/** An earlier moment is shown: it is looked for, or chosen. */
export function isRewinding(phase: RecorderPhase): boolean {
  return isLooking(phase) || isBranching(phase);
}

/** The last rows are on their way to the host. */
export function isClosing(phase: RecorderPhase): boolean {
  return phase === "finishing" || phase === "discarding" || phase === "redoing";
}

/** No episode is open: what needs another simulation may be chosen. */
export function isBetween(phase: RecorderPhase): boolean {
  return phase === "idle" || phase === "review" || phase === "failed";
}

/** Nothing runs that a hand on the pad must answer: it may be lent to what is open over the scene. */
export function isAtRest(phase: RecorderPhase): boolean {
  return isBetween(phase) || phase === "paused";
}

/** There is an episode that a mark can belong to. */
export function isMarkable(phase: RecorderPhase): boolean {
  return phase !== "idle" && phase !== "failed" && phase !== "discarding" && phase !== "redoing";
}
