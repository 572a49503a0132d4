import { Mesh, Points, Scene } from "three";
import { expect, test } from "vitest";
import { createContactCue } from "../../../../src/renderer/viewer/scene/contact-cue.ts";
import type { FrameState } from "../../../../src/renderer/viewer/types.ts";

const FRAME: FrameState = {
  poses: new Float32Array(12),
  speed: 0,
  command: Number.NaN,
  contact: false,
  jumped: false,
  now: 0,
  dt: 0.016,
  focusX: 0,
};

test("a touchdown stirs up a ring and dust, of which nothing is left where the hopper is put elsewhere", () => {
  const scene = new Scene();
  const cue = createContactCue(scene, () => false);
  const dust = scene.children.find((child) => child instanceof Points);
  const ring = scene.children.find((child) => child instanceof Mesh);
  const highest = (): number => {
    const heights = dust?.geometry.getAttribute("position");
    return Math.max(...Array.from({ length: heights?.count ?? 0 }, (_, i) => heights?.getY(i) ?? 0));
  };
  cue.startFrame(FRAME);
  expect(cue.startFrame({ ...FRAME, contact: true })).toBe(true);
  expect(ring?.visible).toBe(true);
  expect(highest()).toBeGreaterThan(0);
  expect(cue.startFrame({ ...FRAME, jumped: true })).toBe(false);
  expect(ring?.visible).toBe(false);
  expect(highest()).toBeLessThan(0);
});
