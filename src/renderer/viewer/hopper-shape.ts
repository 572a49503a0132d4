import type { BodyName } from "../../shared/base/specs.ts";

/** A capsule seen from the side, in its body's frame (origin: centre of mass, metres). */
export interface CapsuleShape {
  readonly body: BodyName;
  readonly radius: number;
  /** between the centres of the two end spheres */
  readonly length: number;
  /** capsule along the body's z (upright) or x (the foot) */
  readonly along: "x" | "z";
}

/** A joint: where it sits in the upper body's frame, and its range in radians. */
export interface JointShape {
  readonly upper: number;
  readonly lower: number;
  readonly anchor: readonly [x: number, z: number];
  readonly min: number;
  readonly max: number;
}

const degrees = Math.PI / 180;

/** Sizes of MuJoCo's hopper.xml, the same that the simulator's bodies have. */
export const CAPSULES: readonly [CapsuleShape, CapsuleShape, CapsuleShape, CapsuleShape] = [
  { body: "torso", radius: 0.05, length: 0.4, along: "z" },
  { body: "thigh", radius: 0.05, length: 0.45, along: "z" },
  { body: "leg", radius: 0.04, length: 0.5, along: "z" },
  { body: "foot", radius: 0.06, length: 0.39, along: "x" },
];

/** Hip, knee, ankle. A joint's angle is the upper body's pitch minus the lower's. */
export const JOINTS: readonly JointShape[] = [
  { upper: 0, lower: 1, anchor: [0, -0.2], min: -150 * degrees, max: 0 },
  { upper: 1, lower: 2, anchor: [0, -0.225], min: -150 * degrees, max: 0 },
  { upper: 2, lower: 3, anchor: [0, -0.25], min: -45 * degrees, max: 45 * degrees },
];

/** How close a joint is to its nearer stop: 0 further than `margin` radians, 1 at it, up to 2 beyond. */
export function stopCloseness(joint: JointShape, poses: ArrayLike<number>, margin: number): number {
  const angle = (poses[joint.upper * 3 + 2] ?? 0) - (poses[joint.lower * 3 + 2] ?? 0);
  const room = Math.min(angle - joint.min, joint.max - angle);
  return Math.min(2, Math.max(0, 1 - room / margin));
}
