import { clamp } from "../base/math.ts";
import { MAX_SPEED, MAX_TRIGGER, MIN_SPEED } from "./command-limits.ts";

/** Levels of help that can be driven with. */
export type DriveLevel = "cruise";

/** One reading of a pad, in the W3C standard layout: raw, before dead zones. */
export interface PadSample {
  /** left stick x, y, right stick x, y; right and down are positive */
  readonly axes: ArrayLike<number>;
  /** values in [0, 1] */
  readonly buttons: ArrayLike<number>;
}

/** What the operator asks for; the `intent` column of a recording, in this order. */
export interface Intent {
  /** m/s */
  speed: number;
  /** extra push-off, hence height, 0 to MAX_TRIGGER */
  height: number;
  /** rad */
  lean: number;
  /** 0…1 */
  thrust: number;
}

/** How sticks are read. */
export interface StickOptions {
  /** radius of the stick's rest, 0…0.9 of its travel */
  readonly deadZone: number;
}

export const DEFAULT_STICK_OPTIONS: StickOptions = { deadZone: 0.12 };

const RIGHT_TRIGGER = 7;

/** A value of a pad that may have fewer axes or buttons, or report nonsense. */
function read(values: ArrayLike<number>, index: number): number {
  const value = values[index];
  return value !== undefined && Number.isFinite(value) ? value : 0;
}

/**
 * A round dead zone: nothing inside the radius, and from its rim to full travel evenly from 0 to 1, in the same
 * direction. Writes x and y into `out`.
 */
export function applyDeadZone(x: number, y: number, deadZone: number, out: { x: number; y: number }): void {
  const length = Math.sqrt(x * x + y * y);
  if (!(length > deadZone)) {
    out.x = 0;
    out.y = 0;
    return;
  }
  const scale = Math.min(1, (length - deadZone) / (1 - deadZone)) / length;
  out.x = x * scale;
  out.y = y * scale;
}

const stick = { x: 0.5, y: 0.5 };

/**
 * Level "cruise": the left stick to the right (the hopper's forward on screen) is speed, let go it hops in place; the
 * right trigger is height. Writes into `out` and allocates nothing.
 */
export function cruiseIntent(pad: PadSample, options: StickOptions, out: Intent): void {
  applyDeadZone(read(pad.axes, 0), read(pad.axes, 1), options.deadZone, stick);
  out.speed = clamp(stick.x * MAX_SPEED, MIN_SPEED, MAX_SPEED);
  out.height = clamp(read(pad.buttons, RIGHT_TRIGGER), 0, 1) * MAX_TRIGGER;
  out.lean = 0;
  out.thrust = 0;
}
