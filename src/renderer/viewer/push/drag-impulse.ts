import { boundImpulse } from "../../../shared/base/push-limits.ts";
import type { Ray } from "./pick-body.ts";

/** An impulse in the plane of the hopper, N·s. */
export interface Impulse {
  readonly x: number;
  readonly z: number;
}

/** N·s per metre that the pointer is dragged in the plane of the hopper; the arrow is drawn to the same scale */
export const IMPULSE_PER_METRE = 10;
/** N·s; less is a click, or a drag taken back */
export const LEAST_PUSH = 0.3;
/** lines of sight that are nearly in the plane meet it anywhere */
const GRAZING = 0.02;

/** Where a line of sight meets the plane of the hopper: x and height, m; null where it does not. */
export function meetPlane({ origin, direction }: Ray): readonly [x: number, height: number] | null {
  const size = Math.sqrt(direction[0] ** 2 + direction[1] ** 2 + direction[2] ** 2);
  if (!(Math.abs(direction[2]) > GRAZING * size)) return null;
  const s = -origin[2] / direction[2];
  return s > 0 ? [origin[0] + direction[0] * s, origin[1] + direction[1] * s] : null;
}

/** The impulse of a drag from one line of sight to another, both through the camera of this moment; null where there is none. */
export function dragImpulse(from: Ray, to: Ray): Impulse | null {
  const start = meetPlane(from);
  const end = meetPlane(to);
  if (start === null || end === null) return null;
  const [x, z] = boundImpulse((end[0] - start[0]) * IMPULSE_PER_METRE, (end[1] - start[1]) * IMPULSE_PER_METRE);
  return { x, z };
}
