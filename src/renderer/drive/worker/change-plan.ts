import { STEP_RATE } from "../../../shared/base/specs.ts";

/** How a change of hands is prepared; all but `draws` in steps. */
export interface ChangePlan {
  /** from a rehearsal's start to the change that it tries: as many ticks it has to find out */
  readonly lead: number;
  /** after the change, for which the hopper has to stand; `draws * (lead + stands)` is a multiple of `lead` */
  readonly stands: number;
  /** after which it changes hands at any moment */
  readonly longestWait: number;
  /** times that it is tried, each with noise of its own; it has to stand in all of them */
  readonly draws: number;
}

/** A person takes over: nearly every hopper is caught within the time it has to stand. */
export const TAKE_OVER: ChangePlan = { lead: 20, stands: 340, longestWait: 1.5 * STEP_RATE, draws: 1 };
/** The policy gets the hopper back: where it falls, it falls later, and nobody is in a hurry. */
export const HAND_BACK: ChangePlan = { lead: 32, stands: 640, longestWait: 3 * STEP_RATE, draws: 1 };
/**
 * With noise what is far ahead is not foreseen: of the moments that a trial without noise found good 20 steps ahead, 84 in
 * 100 were; with noise 94, with two draws 96, and with one draw 8 steps ahead 97. What falls after a takeover has fallen
 * within 2 s, noise or not; a policy with noise falls at any time.
 */
export const NOISY_TAKE_OVER: ChangePlan = { ...TAKE_OVER, lead: 12, stands: 240, draws: 1 };
export const NOISY_HAND_BACK: ChangePlan = { ...HAND_BACK, stands: 352, draws: 2 };

/** `noise`: standard deviation of what is added to the torques. */
export function planOf(toPerson: boolean, noise: number): ChangePlan {
  if (toPerson) return noise > 0 ? NOISY_TAKE_OVER : TAKE_OVER;
  return noise > 0 ? NOISY_HAND_BACK : HAND_BACK;
}
