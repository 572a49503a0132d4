import { describe, expect, test } from "vitest";
import { CAPSULES, JOINTS, stopCloseness } from "../../../../src/renderer/viewer/hopper-shape.ts";
import { JOINT_RANGES } from "../../../../src/shared/sim/model-constants.ts";
import { createHopper } from "../../../../src/shared/sim/create-hopper.ts";

/** World place of a point of a body, given in the body's frame. */
function place(poses: Float64Array, body: number, [x, z]: readonly [number, number]): readonly [number, number] {
  const [bx = 0, bz = 0, pitch = 0] = poses.subarray(body * 3, body * 3 + 3);
  return [bx + Math.cos(pitch) * x + Math.sin(pitch) * z, bz - Math.sin(pitch) * x + Math.cos(pitch) * z];
}

describe("the hopper as it is drawn", () => {
  const hopper = createHopper();
  hopper.reset(5);
  for (let i = 0; i < 12; i += 1) hopper.step([0.4, -0.3, 0.5]);
  const poses = new Float64Array(12);
  hopper.writePoses(poses);

  test("has its joints where the simulated bodies meet", () => {
    const lowerEnds: readonly (readonly [number, number])[] = [
      [0, 0.225],
      [0, 0.25],
      [-0.065, 0],
    ];
    JOINTS.forEach((joint, i) => {
      const above = place(poses, joint.upper, joint.anchor);
      const below = place(poses, joint.lower, lowerEnds[i] ?? [0, 0]);
      expect(above[0]).toBeCloseTo(below[0], 6);
      expect(above[1]).toBeCloseTo(below[1], 6);
    });
  });

  test("reads joint angles as the simulator counts them", () => {
    JOINTS.forEach((joint, i) => {
      const angle = (poses[joint.upper * 3 + 2] ?? 0) - (poses[joint.lower * 3 + 2] ?? 0);
      expect(angle).toBeCloseTo(hopper.qpos[3 + i] ?? 9, 9);
    });
  });

  test("has the stops of the simulated joints", () => {
    JOINTS.forEach((joint, i) => {
      expect(joint.min).toBeCloseTo(JOINT_RANGES[i]?.[0] ?? 9, 12);
      expect(joint.max).toBeCloseTo(JOINT_RANGES[i]?.[1] ?? 9, 12);
    });
  });

  test("stands on the floor in the initial pose", () => {
    const still = createHopper({ reset_noise_scale: 0 });
    still.reset(0);
    still.writePoses(poses);
    const foot = CAPSULES[3];
    // hopper.xml: the foot's axis 0.1 m above the floor
    expect(poses[10]).toBeCloseTo(0.1, 9);
    expect((poses[10] ?? 0) - foot.radius).toBeGreaterThan(0);
  });

  test("warms up towards a stop", () => {
    const [hip] = JOINTS;
    const at = (angle: number): number => stopCloseness(hip ?? JOINTS[0]!, [0, 0, angle, 0, 0, 0], 0.2);
    expect(at(-1)).toBe(0);
    expect(at(-0.1)).toBeCloseTo(0.5, 9);
    expect(at(0)).toBe(1);
    expect(at(0.1)).toBeCloseTo(1.5, 9);
  });
});
