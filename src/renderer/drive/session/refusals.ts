import type { Failure } from "../../../shared/base/failure.ts";
import type { DriveChoices } from "../drive-choices.ts";
import type { DriveState } from "../drive-state.ts";

/** Told apart by identity: a device that comes takes it away. */
export const NO_DEVICE: Failure = {
  kind: "not-found",
  message: "Nothing to drive with",
  remedy: "Press a button on the gamepad, or an arrow key.",
};
/** Told apart by identity: a dataset that comes takes it away. */
export const NO_DATASET: Failure = {
  kind: "not-found",
  message: "There is no dataset to record into",
  remedy: "Choose or create one at the top of this screen.",
};
const NOT_RUNNING: Failure = {
  kind: "unsupported",
  message: "The simulation is not running",
  remedy: "Wait for it, or restart it.",
};

/** Why it paused, in words for the operator. */
export const HOST_GONE = "Pogo's host does not answer.";
const NO_HOST: Failure = {
  kind: "disconnected",
  message: "Pogo's host does not answer",
  remedy: "Check that Pogo still runs; this page finds it again by itself.",
};

/** Whether it said that the host is gone: its answer takes it off. */
export function isHostGone(failure: Failure): boolean {
  return failure === NO_HOST;
}

const COME_BACK = "Click into the window, then try again.";

/** Whether it said that the operator is away: the way back takes it off. */
export function isAway({ remedy }: Failure): boolean {
  return remedy === COME_BACK;
}

/** Why an episode cannot go on now; null when it can. */
export function whyNotResume({ device, absence, hostLost }: DriveState, { policy }: DriveChoices): Failure | null {
  if (hostLost) return NO_HOST;
  if (absence !== null) return { kind: "unsupported", message: absence, remedy: COME_BACK };
  return device.kind === "none" && policy === null ? NO_DEVICE : null;
}

/** Why an episode cannot go on by the device that is there. */
export const OTHER_LAYOUT: Failure = {
  kind: "unsupported",
  message: "This gamepad is read in another way than the episode's header says",
  remedy: "Take up the device that the episode began with, or record a new episode.",
};

/** Why no episode can start now; null when one can. `loaded`: the worker has said what it simulates. */
export function whyNotStart(state: DriveState, choices: DriveChoices, loaded: boolean): Failure | null {
  if (state.worker !== "ready" || !loaded) return NOT_RUNNING;
  return choices.dataset === "" ? NO_DATASET : whyNotResume(state, choices);
}
