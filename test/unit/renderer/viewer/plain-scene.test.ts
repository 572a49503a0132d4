// @vitest-environment happy-dom
import { Mesh, MeshStandardMaterial, Scene } from "three";
import type { BufferGeometry, Object3D, WebGLRenderer } from "three";
import { expect, test } from "vitest";
import { CAPSULES } from "../../../../src/renderer/viewer/hopper-shape.ts";
import { hopperGeometry } from "../../../../src/renderer/viewer/scene/plain/hopper-geometry.ts";
import { createPlainShadow } from "../../../../src/renderer/viewer/scene/plain/plain-shadow.ts";
import { createSceneParts } from "../../../../src/renderer/viewer/scene/scene-parts.ts";
import type { FrameState } from "../../../../src/renderer/viewer/types.ts";

const STANDING = [0, 1.25, 0, 0, 0.825, 0, 0, 0.35, 0, 0.065, 0.1, 0];

function frameAt(x: number, height: number): FrameState {
  const poses = Float32Array.from(STANDING, (value, i) => value + (i % 3 === 0 ? x : i % 3 === 1 ? height : 0));
  return { poses, speed: 0, command: 0, contact: false, jumped: false, now: 0, dt: 0.03, focusX: x };
}

function meshesOf(root: Object3D): readonly Mesh[] {
  const found: Mesh[] = [];
  root.traverse((node) => {
    if (node instanceof Mesh) found.push(node);
  });
  return found;
}

function trianglesOf(root: Object3D): number {
  return meshesOf(root).reduce((sum, { geometry }) => {
    const { index, attributes }: BufferGeometry = geometry;
    return sum + (index?.count ?? attributes["position"]?.count ?? 0) / 3;
  }, 0);
}

test("for the processor nothing is lit or shadowed pixel by pixel", () => {
  const scene = new Scene();
  // Without lamps and reflections the parts ask nothing of the renderer.
  const { all, lights } = createSceneParts(scene, {} as WebGLRenderer, true, () => false);
  for (const theme of ["dark", "light"] as const) {
    for (const part of all) part.setTheme(theme);
    for (const part of all) part.startFrame(frameAt(3, 0));
  }
  expect(lights).toBeNull();
  for (const mesh of meshesOf(scene)) {
    expect(mesh.castShadow || mesh.receiveShadow).toBe(false);
    expect(mesh.material).not.toBeInstanceOf(MeshStandardMaterial);
  }
  expect(trianglesOf(scene)).toBeLessThan(16_000);
  for (const part of all) part.dispose();
  expect(scene.children.filter((child) => meshesOf(child).length > 0)).toEqual([]);
});

test("the hopper in one piece has every body where its capsule is", () => {
  const geometry = hopperGeometry();
  const [at, belongs] = [geometry.getAttribute("position"), geometry.getAttribute("belongs")];
  CAPSULES.forEach(({ radius, length, along }, body) => {
    const reach = [0, 0];
    for (let i = 0; i < at.count; i += 1) {
      // Without the joints' rings, and so without what sticks out of the body.
      if (belongs.getX(i) !== body || belongs.getY(i) !== 0) continue;
      reach[0] = Math.max(reach[0] ?? 0, Math.abs(at.getX(i)));
      reach[1] = Math.max(reach[1] ?? 0, Math.abs(at.getY(i)));
    }
    const [long, wide] = along === "z" ? [reach[1], reach[0]] : [reach[0], reach[1]];
    expect(long).toBeCloseTo(length / 2 + radius, 2);
    expect(wide).toBeLessThan(radius + 0.02);
    expect(wide).toBeGreaterThan(radius * 0.98);
  });
  const tints = new Set(Array.from({ length: at.count }, (_, i) => belongs.getY(i)));
  expect(tints).toEqual(new Set([0, 1, 2, 3]));
});

test("the shadow lies below the hopper, and further away the higher it is", () => {
  const scene = new Scene();
  const shadow = createPlainShadow(scene);
  const [patch] = meshesOf(scene);
  const look = (x: number, height: number): readonly [x: number, far: number] => {
    shadow.startFrame(frameAt(x, height));
    const { position, scale } = patch!;
    return [position.x, position.z - scale.z / 2];
  };
  const [x, far] = look(0, 0);
  expect(look(7, 0)[0]).toBeCloseTo(x + 7, 4);
  expect(look(0, 0.4)[1]).toBeLessThan(far - 0.2);
});
