import { INPUT_DEVICES } from "../../shared/dataset/columns.ts";
import { sharedClock } from "./shared-clock.ts";

/** Where each number stands in the records that page and worker leave for each other. Times are epoch milliseconds. */

/** Kinds of input device, as stored in a pad record. */
export const DEVICE_KINDS = INPUT_DEVICES;

/** What the page leaves at every poll of the input device. */
export const PAD = { time: 0, device: 1, axes: 2, buttons: 6, size: 23 } as const;
export const PAD_AXES = 4;
export const PAD_BUTTONS = 17;

/** What the worker leaves after every tick. */
export const FRAME = {
  previousTime: 0,
  time: 1,
  /** counts resets and jumps */
  epoch: 2,
  /** 1: ticking */
  running: 3,
  contact: 4,
  steps: 5,
  /** m/s */
  speed: 6,
  /** m */
  height: 7,
  /** rad */
  pitch: 8,
  /** m */
  x: 9,
  return: 10,
  missed: 11,
  /** ticks per real second over the last second; 0 while halted */
  rate: 12,
  /** s, NaN without a device */
  ageP50: 13,
  ageP99: 14,
  /** s of work per tick */
  workP50: 15,
  workP99: 16,
  timeScale: 17,
  /** m/s; NaN where nobody commands a speed */
  command: 18,
  /** 0…1 */
  thrust: 19,
  action: 20,
  /** position in a recorded episode, and its length; 0 when live */
  position: 23,
  length: 24,
  previousPoses: 25,
  poses: 37,
  size: 49,
} as const;

/** The clock that all threads share, epoch milliseconds with the resolution of performance.now. */
export function sharedNow(): number {
  return sharedClock.now();
}
