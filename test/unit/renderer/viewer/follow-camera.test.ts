import { Vector3 } from "three";
import { expect, test } from "vitest";
import { createFollowCamera } from "../../../../src/renderer/viewer/camera/follow-camera.ts";
import type { FollowCamera } from "../../../../src/renderer/viewer/camera/follow-camera.ts";

/** Where in the picture a hopper at `x` stands: -1 left to 1 right. */
function across(view: FollowCamera, x: number): number {
  view.camera.updateMatrixWorld();
  return new Vector3(x, 0.7, 0).project(view.camera).x;
}
const settle = (view: FollowCamera, speed: number): void => {
  for (let frame = 0; frame < 300; frame += 1) view.update(3, 1.25, speed, 1 / 60, false);
};

function follow(): FollowCamera {
  const view = createFollowCamera();
  view.resize(16 / 9);
  return view;
}

test.each([0.2, 0.35, 0.45])("with %f of the picture covered the hopper stands in the middle of the rest", (share) => {
  const view = follow();
  view.cover(share, false);
  settle(view, 2);
  expect(Math.abs(across(view, 3) - -share)).toBeLessThan(0.08);
});

test("nothing covered: it looks ahead of what it follows, and further the faster that is", () => {
  const [slow, fast] = [follow(), follow()];
  settle(slow, 0);
  settle(fast, 2);
  expect(across(slow, 3)).toBeLessThan(-0.1);
  expect(across(fast, 3)).toBeLessThan(across(slow, 3));
});

test("it glides aside, or is there at once where motion is reduced, and comes back", () => {
  const view = follow();
  settle(view, 0);
  view.cover(0.4, false);
  view.update(3, 1.25, 0, 1 / 60, false);
  expect(across(view, 3)).toBeGreaterThan(-0.3);
  const still = follow();
  still.update(3, 1.25, 0, 1 / 60, true);
  still.cover(0.4, true);
  still.update(3, 1.25, 0, 1 / 60, true);
  expect(Math.abs(across(still, 3) - -0.4)).toBeLessThan(0.08);
  const before = follow();
  settle(before, 0);
  settle(view, 0);
  view.cover(0, false);
  settle(view, 0);
  expect(across(view, 3)).toBeCloseTo(across(before, 3), 3);
});

test("a picture of another shape keeps what is covered", () => {
  const view = follow();
  view.cover(0.4, true);
  view.resize(4 / 3);
  settle(view, 0);
  expect(Math.abs(across(view, 3) - -0.4)).toBeLessThan(0.12);
});
