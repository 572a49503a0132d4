import { clamp } from "../../../shared/base/math.ts";
import { CAPSULES } from "../hopper-shape.ts";

/** x right along the lane, y up, z towards the viewer, as the scene has them; metres. */
export type Point = readonly [x: number, y: number, z: number];

/** A line of sight; the direction's length does not matter. */
export interface Ray {
  readonly origin: Point;
  readonly direction: Point;
}

/** m; a body that is missed by less is meant all the same: it hops while the hand aims */
const SLACK = 0.12;

const dot = (a: Point, b: Point): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/**
 * Distance from a line of sight to a segment, m; closest points of two segments as in Ericson, Real-Time Collision
 * Detection (2005), 5.1.9, the first without an end. Infinity behind the eye.
 */
function distanceToSegment({ origin, direction }: Ray, from: Point, to: Point): number {
  const along: Point = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  const offset: Point = [origin[0] - from[0], origin[1] - from[1], origin[2] - from[2]];
  const a = dot(direction, direction);
  const b = dot(direction, along);
  const c = dot(direction, offset);
  const e = dot(along, along);
  const f = dot(along, offset);
  const denominator = a * e - b * b;
  // Parallel: every point of the segment is as near as any other.
  const t = denominator > 1e-12 * a * e ? clamp((a * f - b * c) / denominator, 0, 1) : 0;
  const s = (b * t - c) / a;
  if (s <= 0) return Infinity;
  const gap = [0, 1, 2].map((i) => offset[i]! + direction[i]! * s - along[i]! * t);
  return Math.sqrt(gap.reduce((sum, value) => sum + value * value, 0));
}

/** The body that a line of sight meets: an index of CAPSULES, or null. `poses` is 4 × [x, z, pitch]. */
export function pickBody(ray: Ray, poses: ArrayLike<number>): number | null {
  let picked: number | null = null;
  let nearest = SLACK;
  CAPSULES.forEach(({ radius, length, along }, i) => {
    const x = poses[i * 3]!;
    const height = poses[i * 3 + 1]!;
    const pitch = poses[i * 3 + 2]!;
    const half = length / 2;
    // Pitch turns a body's z axis forward, towards +x.
    const dx = (along === "x" ? Math.cos(pitch) : Math.sin(pitch)) * half;
    const dy = (along === "x" ? -Math.sin(pitch) : Math.cos(pitch)) * half;
    const missed = distanceToSegment(ray, [x - dx, height - dy, 0], [x + dx, height + dy, 0]) - radius;
    if (missed >= nearest) return;
    nearest = missed;
    picked = i;
  });
  return picked;
}
