import { JOINTS } from "../viewer/hopper-shape.ts";

/** Where each joint sits in its lower body's frame (x, z), m: the upper ends of thigh and leg, and the foot's ankle. */
const LOWER_ANCHORS = [
  [0, 0.225],
  [0, 0.25],
  [-0.065, 0],
] as const;

/**
 * Writes the poses of the four bodies, 4 × [x, z, pitch] (m, m, rad), for a state: torso x, height, pitch, and the angles
 * of hip, knee and ankle. A joint's angle is the upper body's pitch minus the lower's.
 */
export function writePosesOf(qpos: ArrayLike<number>, poses: { [index: number]: number }, offset = 0): void {
  let [x, z, pitch] = [qpos[0] ?? 0, qpos[1] ?? 0, qpos[2] ?? 0];
  const put = (body: number): void => {
    poses[offset + body * 3] = x;
    poses[offset + body * 3 + 1] = z;
    poses[offset + body * 3 + 2] = pitch;
  };
  const go = ([along, up]: readonly [number, number], times: number): void => {
    x += times * (along * Math.cos(pitch) + up * Math.sin(pitch));
    z += times * (up * Math.cos(pitch) - along * Math.sin(pitch));
  };
  put(0);
  JOINTS.forEach(({ anchor }, joint) => {
    go(anchor, 1);
    pitch -= qpos[3 + joint] ?? 0;
    go(LOWER_ANCHORS[joint] ?? [0, 0], -1);
    put(joint + 1);
  });
}
