import { Color } from "three";
import { stopCloseness } from "../hopper-shape.ts";
import type { JointShape } from "../hopper-shape.ts";

/** radians before a stop at which its ring starts to warm up */
const WARN_FROM = 0.22;

const calm = new Color(0x2bd4a8);
const warm = new Color(0xffb347);
const hot = new Color(0xff3b3b);

/** The light of a joint's ring, linear: green, amber at its stop, red where it is pressed beyond. */
export function jointTint(joint: JointShape, poses: ArrayLike<number>, into: Color): void {
  const closeness = stopCloseness(joint, poses, WARN_FROM);
  into.copy(calm).lerp(warm, Math.min(1, closeness * 1.25));
  into.lerp(hot, Math.min(1, Math.max(0, closeness - 1.04) * 6));
  into.multiplyScalar(0.5 + Math.min(1, closeness) * 0.6);
}
