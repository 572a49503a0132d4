import { STEP_RATE } from "../../../shared/base/specs.ts";

/** How a change of hands is prepared; all in steps. */
export interface ChangePlan {
  /** from a rehearsal's start to the change that it tries: as many ticks it has to find out */
  readonly lead: number;
  /** after the change, for which the hopper has to stand; `lead + stands` is a multiple of `lead` */
  readonly stands: number;
  /** after which it changes hands at any moment */
  readonly longestWait: number;
}

/** A person takes over: nearly every hopper is caught within the time it has to stand. */
export const TAKE_OVER: ChangePlan = { lead: 20, stands: 340, longestWait: 1.5 * STEP_RATE };
/** The policy gets the hopper back: where it falls, it falls later, and nobody is in a hurry. */
export const HAND_BACK: ChangePlan = { lead: 32, stands: 640, longestWait: 3 * STEP_RATE };
