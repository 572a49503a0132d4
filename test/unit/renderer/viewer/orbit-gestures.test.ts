import { beforeEach, expect, test } from "vitest";
import { createOrbitGestures } from "../../../../src/renderer/viewer/camera/orbit-gestures.ts";
import type { OrbitGestures } from "../../../../src/renderer/viewer/camera/orbit-gestures.ts";
import type { PointerInput } from "../../../../src/renderer/viewer/messages.ts";

let turned: [number, number];
let zoomed: number;
let orbit: OrbitGestures;

beforeEach(() => {
  turned = [0, 0];
  zoomed = 1;
  orbit = createOrbitGestures({
    orbitBy: (azimuth, elevation) => void (turned = [turned[0] + azimuth, turned[1] + elevation]),
    zoomBy: (factor) => void (zoomed *= factor),
  });
});

function pointer(kind: PointerInput["kind"], id: number, left: number, top: number): boolean {
  const input = { kind, pointer: id, left, top, x: 0, y: 0, shift: false, touch: false, main: true, pressed: true };
  return orbit.take(input);
}

test("a drag turns the camera by its way, and a pointer that only passes does not", () => {
  expect(pointer("move", 1, 50, 50)).toBe(false);
  pointer("down", 1, 100, 100);
  expect(pointer("move", 1, 200, 150)).toBe(true);
  expect(turned[0]).toBeCloseTo(-0.6, 9);
  expect(turned[1]).toBeCloseTo(0.3, 9);
  pointer("up", 1, 200, 150);
  expect(pointer("move", 1, 300, 300)).toBe(false);
  expect(turned[0]).toBeCloseTo(-0.6, 9);
});

test("two fingers zoom by how far they part, and turn nothing", () => {
  pointer("down", 1, 0, 0);
  pointer("down", 2, 100, 0);
  pointer("move", 2, 200, 0);
  expect(zoomed).toBeCloseTo(0.5, 9);
  expect(turned).toEqual([0, 0]);
  pointer("cancel", 2, 200, 0);
  pointer("move", 1, 10, 0);
  expect(turned[0]).toBeCloseTo(-0.06, 9);
});

test("the wheel zooms in and out, bounded for wheels that jump", () => {
  orbit.zoom(100);
  orbit.zoom(-100);
  expect(zoomed).toBeCloseTo(1, 9);
  orbit.zoom(-5000);
  expect(zoomed).toBeGreaterThan(0.8);
});

test("a pointer that was down when the screen was left drags no longer", () => {
  pointer("down", 1, 0, 0);
  orbit.drop();
  expect(pointer("move", 1, 100, 0)).toBe(false);
  expect(turned).toEqual([0, 0]);
});
