import fc from "fast-check";
import { PerspectiveCamera, Raycaster, Vector2, Vector3 } from "three";
import { describe, expect, test } from "vitest";
import { CAPSULES } from "../../../../src/renderer/viewer/hopper-shape.ts";
import { IMPULSE_PER_METRE, dragImpulse, meetPlane } from "../../../../src/renderer/viewer/push/drag-impulse.ts";
import { pickBody } from "../../../../src/renderer/viewer/push/pick-body.ts";
import type { Ray } from "../../../../src/renderer/viewer/push/pick-body.ts";
import { MAX_PUSH } from "../../../../src/shared/base/push-limits.ts";
import { createHopper } from "../../../../src/shared/sim/create-hopper.ts";

/** Somewhere in the flight of a hop, bent. */
function bentPoses(): Float64Array {
  const hopper = createHopper();
  hopper.reset(5);
  for (let i = 0; i < 25; i += 1) hopper.step([0.5, -0.8, 0.6]);
  const poses = new Float64Array(12);
  hopper.writePoses(poses);
  return poses;
}

/** A camera as the viewer places it: around the hopper, at most 1.35 rad aside and above. */
function cameraAt(azimuth: number, elevation: number, distance = 4.6): PerspectiveCamera {
  const camera = new PerspectiveCamera(34, 16 / 9, 0.1, 200);
  const look = new Vector3(0.3, 0.7, 0);
  camera.position.set(
    look.x + Math.sin(azimuth) * Math.cos(elevation) * distance,
    look.y + Math.sin(elevation) * distance,
    Math.cos(azimuth) * Math.cos(elevation) * distance,
  );
  camera.lookAt(look);
  camera.updateMatrixWorld();
  return camera;
}

function rayThrough(camera: PerspectiveCamera, x: number, y: number): Ray {
  const caster = new Raycaster();
  caster.setFromCamera(new Vector2(x, y), camera);
  return { origin: caster.ray.origin.toArray(), direction: caster.ray.direction.toArray() };
}

/** The line of sight to a point of the scene. */
function rayTo(camera: PerspectiveCamera, x: number, y: number, z = 0): Ray {
  const seen = new Vector3(x, y, z).project(camera);
  return rayThrough(camera, seen.x, seen.y);
}

const views = fc.record({
  azimuth: fc.double({ min: -1.1, max: 1.1, noNaN: true }),
  elevation: fc.double({ min: 0.015, max: 1.1, noNaN: true }),
});

describe("picking a body", () => {
  const poses = bentPoses();

  test("finds each body at its centre of mass, from every side", () => {
    fc.assert(
      fc.property(views, fc.nat(3), ({ azimuth, elevation }, body) => {
        const ray = rayTo(cameraAt(azimuth, elevation), poses[body * 3]!, poses[body * 3 + 1]!);
        expect(pickBody(ray, poses)).toBe(body);
      }),
    );
  });

  test("knows how a body is turned: its ends are its own, a point as far across is not", () => {
    const camera = cameraAt(0, 0.1);
    const lying = [0, 1, Math.PI / 2, 0, 9, 0, 0, 19, 0, 0, 29, 0];
    expect(pickBody(rayTo(camera, 0.19, 1), lying)).toBe(0);
    expect(pickBody(rayTo(camera, -0.19, 1), lying)).toBe(0);
    expect(pickBody(rayTo(camera, 0, 1.3), lying)).toBeNull();
    const leaning = [0, 1, Math.PI / 4, 0, 9, 0, 0, 19, 0, 0, 29, 0];
    expect(pickBody(rayTo(camera, 0.13, 1.13), leaning)).toBe(0);
    expect(pickBody(rayTo(camera, -0.16, 1.16), leaning)).toBeNull();
  });

  test("takes a near miss, the nearest of several, and nothing beyond", () => {
    const camera = cameraAt(0, 0.015);
    const upright = [0, 1.25, 0, 0, 0.825, 0, 0, 0.35, 0, 0.065, 0.1, 0];
    const { radius } = CAPSULES[0];
    expect(pickBody(rayTo(camera, radius + 0.11, 1.25), upright)).toBe(0);
    expect(pickBody(rayTo(camera, radius + 0.14, 1.25), upright)).toBeNull();
    expect(pickBody(rayTo(camera, 0, 0.95), upright)).toBe(1);
    expect(pickBody({ origin: [0, 1.25, 5], direction: [0, 0, 1] }, upright)).toBeNull();
  });
});

describe("the impulse of a drag", () => {
  test("is the way in the plane of the hopper, wherever the camera stands, up to its bound", () => {
    const place = fc.double({ min: -0.5, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(views, place, place, place, place, ({ azimuth, elevation }, x, z, dx, dz) => {
        const camera = cameraAt(azimuth, elevation);
        const impulse = dragImpulse(rayTo(camera, x, 1 + z), rayTo(camera, x + dx, 1 + z + dz));
        const scale = Math.min(IMPULSE_PER_METRE, MAX_PUSH / Math.max(1e-9, Math.hypot(dx, dz)));
        expect(impulse?.x).toBeCloseTo(dx * scale, 6);
        expect(impulse?.z).toBeCloseTo(dz * scale, 6);
      }),
    );
  });

  test("to the right on the screen pushes forward, up pushes up", () => {
    const camera = cameraAt(0.2, 0.13);
    const forward = dragImpulse(rayThrough(camera, 0, 0), rayThrough(camera, 0.2, 0))!;
    expect(forward.x).toBeGreaterThan(2);
    expect(Math.abs(forward.z)).toBeLessThan(0.3 * forward.x);
    const up = dragImpulse(rayThrough(camera, 0, 0), rayThrough(camera, 0, 0.3))!;
    expect(up.z).toBeGreaterThan(2);
    expect(Math.abs(up.x)).toBeLessThan(0.3 * up.z);
  });

  test("is none where the line of sight runs along the plane or away from it", () => {
    const straight: Ray = { origin: [0, 1, 5], direction: [0, 0, -1] };
    expect(meetPlane(straight)).toEqual([0, 1]);
    expect(dragImpulse(straight, { origin: [0, 1, 5], direction: [1, 0, -0.01] })).toBeNull();
    expect(dragImpulse(straight, { origin: [0, 1, 5], direction: [1, 0, 0.5] })).toBeNull();
  });
});
