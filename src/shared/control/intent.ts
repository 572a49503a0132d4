import { clamp } from "../base/math.ts";
import {
  LEAN_BACK,
  LEAN_FORWARD,
  MAX_HOP_HEIGHT,
  MAX_HOP_SPEED,
  MAX_HOP_THRUST,
  MAX_REACH,
  MAX_SPEED,
  MAX_TRIGGER,
  MIN_SPEED,
} from "./command-limits.ts";
import { LEFT_TRIGGER, readPad, RIGHT_TRIGGER, shapeStick } from "./pad-sample.ts";
import type { PadSample, StickOptions } from "./pad-sample.ts";

/** What the operator asks the controller for; its first four are the `intent` column of a recording, in this order. */
export interface Intent {
  /** m/s */
  speed: number;
  /** steady push-off, hence hop height, 0 to MAX_TRIGGER */
  height: number;
  /** rad, forwards positive */
  lean: number;
  /** push-off on top, 0 to MAX_HOP_THRUST */
  thrust: number;
  /** foot placement trim, rad */
  reach: number;
}

const stick = { x: 0.5, y: 0.5 };

/**
 * Level "cruise": the left stick to the right (the hopper's forward on screen) is speed, let go it hops in place; the
 * right trigger is height. Writes into `out` and allocates nothing.
 */
export function cruiseIntent(pad: PadSample, options: StickOptions, out: Intent): void {
  shapeStick(readPad(pad.axes, 0), readPad(pad.axes, 1), options, stick);
  out.speed = clamp(stick.x * MAX_SPEED, MIN_SPEED, MAX_SPEED);
  out.height = clamp(readPad(pad.buttons, RIGHT_TRIGGER), 0, 1) * MAX_TRIGGER;
  out.lean = 0;
  out.thrust = 0;
  out.reach = 0;
}

/**
 * Level "hop": left stick x is speed, left trigger hop height, right trigger thrust for as long as it is held; right
 * stick x leans the torso, right stick y sets the foot (up: further out, faster). Writes into `out`, allocates nothing.
 */
export function hopIntent(pad: PadSample, options: StickOptions, out: Intent): void {
  shapeStick(readPad(pad.axes, 0), readPad(pad.axes, 1), options, stick);
  out.speed = clamp(stick.x * MAX_HOP_SPEED, MIN_SPEED, MAX_HOP_SPEED);
  shapeStick(readPad(pad.axes, 2), readPad(pad.axes, 3), options, stick);
  out.lean = stick.x > 0 ? stick.x * LEAN_FORWARD : -stick.x * LEAN_BACK;
  out.reach = clamp(-stick.y, -1, 1) * MAX_REACH;
  out.height = clamp(readPad(pad.buttons, LEFT_TRIGGER), 0, 1) * MAX_HOP_HEIGHT;
  out.thrust = clamp(readPad(pad.buttons, RIGHT_TRIGGER), 0, 1) * MAX_HOP_THRUST;
}
