import { PerspectiveCamera, Vector3 } from "three";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PointerInput } from "../../../../src/renderer/viewer/messages.ts";
import { REST_TIME, createPushGestures } from "../../../../src/renderer/viewer/push/push-gestures.ts";
import type { PushGestures } from "../../../../src/renderer/viewer/push/push-gestures.ts";
import type { Push } from "../../../../src/shared/sim/types.ts";

/** torso, thigh, leg, foot, upright */
const POSES = Float32Array.of(0, 1.25, 0, 0, 0.825, 0, 0, 0.35, 0, 0.065, 0.1, 0);
/** CSS pixels of the picture */
const SIZE = 800;

let pushes: Push[];
let shown: (number | null)[];
let pushable: boolean;
let gestures: PushGestures;
let camera: PerspectiveCamera;
beforeEach(() => {
  vi.useFakeTimers();
  pushes = [];
  shown = [];
  pushable = true;
  camera = new PerspectiveCamera(34, 1, 0.1, 200);
  camera.position.set(0, 0.7, 4.6);
  camera.lookAt(0, 0.7, 0);
  camera.updateMatrixWorld();
  gestures = createPushGestures({
    camera,
    poses: POSES,
    pushable: () => pushable,
    show: (body, impulse) => shown.push(impulse === null ? null : body),
    push: (push) => pushes.push(push),
    aim: () => undefined,
  });
});
afterEach(() => void vi.useRealTimers());

/** A pointer at a place of the scene, m. */
function at(kind: PointerInput["kind"], x: number, height: number, change: Partial<PointerInput> = {}): PointerInput {
  const seen = new Vector3(x, height, 0).project(camera);
  return {
    kind,
    pointer: 1,
    x: seen.x,
    y: seen.y,
    left: (seen.x * SIZE) / 2,
    top: (-seen.y * SIZE) / 2,
    shift: false,
    touch: true,
    main: true,
    pressed: kind !== "up",
    ...change,
  };
}
const TORSO = 1.25;

test("a finger that rests on the torso and then drags pushes it; the camera is left alone while it drags", () => {
  expect(gestures.take(at("down", 0, TORSO))).toBe(false);
  vi.advanceTimersByTime(REST_TIME - 1);
  expect(shown).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(shown).toEqual([0]);
  expect(gestures.take(at("move", 0.3, TORSO))).toBe(true);
  // Everybody hears of the end, so that no finger stays down for the camera.
  expect(gestures.take(at("up", 0.3, TORSO))).toBe(false);
  expect(pushes).toHaveLength(1);
  expect(pushes[0]?.body).toBe("torso");
  expect(pushes[0]?.x).toBeCloseTo(3, 1);
  expect(pushes[0]?.z).toBeCloseTo(0, 5);
  expect(shown.at(-1)).toBeNull();
});

test.each<[string, () => void]>([
  ["moves at once", () => void gestures.take(at("move", 0.3, TORSO))],
  ["is lifted at once", () => void gestures.take(at("up", 0, TORSO))],
  ["is joined by another", () => void gestures.take(at("down", 1, 0.7, { pointer: 2 }))],
  ["finds that nobody takes pushes any more", () => void (pushable = false)],
])("a finger that %s looks around or does nothing", (_what, disturb) => {
  gestures.take(at("down", 0, TORSO));
  disturb();
  vi.advanceTimersByTime(REST_TIME);
  expect(gestures.take(at("move", 0.5, TORSO))).toBe(false);
  gestures.take(at("up", 0.5, TORSO));
  expect(pushes).toEqual([]);
  expect(shown).toEqual([]);
});

test("a finger beside the hopper never pushes", () => {
  gestures.take(at("down", 0.8, TORSO));
  vi.advanceTimersByTime(REST_TIME);
  expect(gestures.take(at("move", 0.2, TORSO))).toBe(false);
  gestures.take(at("up", 0.2, TORSO));
  expect(pushes).toEqual([]);
});

test("a mouse pushes with Shift at once, and without it never", () => {
  const mouse = { touch: false };
  gestures.take(at("down", 0, TORSO, mouse));
  vi.advanceTimersByTime(REST_TIME);
  expect(gestures.take(at("move", 0.3, TORSO, mouse))).toBe(false);
  gestures.take(at("up", 0.3, TORSO, mouse));
  expect(pushes).toEqual([]);
  expect(gestures.take(at("down", 0, TORSO, { ...mouse, shift: true }))).toBe(true);
  gestures.take(at("move", -0.2, TORSO, mouse));
  gestures.take(at("up", -0.2, TORSO, mouse));
  expect(pushes.map(({ body, x }) => [body, Math.round(x)])).toEqual([["torso", -2]]);
});

test("what is dropped with the screen pushes nothing, aimed or about to be", () => {
  gestures.take(at("down", 0, TORSO, { shift: true }));
  gestures.take(at("move", 0.3, TORSO));
  gestures.drop();
  expect(shown.at(-1)).toBeNull();
  gestures.take(at("up", 0.3, TORSO));
  gestures.take(at("down", 0, TORSO));
  gestures.drop();
  vi.advanceTimersByTime(REST_TIME);
  expect(shown.at(-1)).toBeNull();
  expect(pushes).toEqual([]);
});
