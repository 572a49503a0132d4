import { STEP_RATE } from "../../shared/base/specs.ts";
import type { DriveState, RewindView } from "./drive-state.ts";
import { FRAME } from "./records.ts";

/** Steps before its end at which a look back into a saved episode begins: time enough to answer what went wrong. */
export const LOOK_BACK = STEP_RATE;

/**
 * What is shown after the worker has shown a step. The first look of a rewind is at the newest state, which stays in the
 * scene as what may be left behind.
 */
export function viewRewind(
  before: RewindView | null,
  { step, oldest, newest }: Omit<RewindView, "ghost">,
  readFrame: (out: Float64Array) => boolean,
): RewindView {
  return { step, oldest, newest, ghost: before === null ? posesOf(readFrame) : before.ghost };
}

/** Whether nothing can follow the moment looked at: the episode fell or its time was over there. */
export function endsHere({ rewind, recorder, review }: Pick<DriveState, "rewind" | "recorder" | "review">): boolean {
  if (rewind === null || rewind.step !== rewind.newest) return false;
  return recorder.over || (recorder.phase === "looking-back" && review !== null && review.outcome.cause !== "operator");
}

function posesOf(readFrame: (out: Float64Array) => boolean): Float32Array | null {
  const values = new Float64Array(FRAME.size);
  return readFrame(values) ? Float32Array.from(values.subarray(FRAME.poses, FRAME.poses + 12)) : null;
}
