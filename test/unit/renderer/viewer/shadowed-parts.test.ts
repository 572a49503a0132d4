import { Mesh, MeshStandardMaterial, Scene, Texture } from "three";
import { expect, test } from "vitest";
import { createGround } from "../../../../src/renderer/viewer/scene/ground.ts";
import { createHopperBody } from "../../../../src/renderer/viewer/scene/hopper-body.ts";

function receivers(scene: Scene): number {
  let count = 0;
  scene.traverse((node) => {
    if (node.receiveShadow) count += 1;
  });
  return count;
}

test("the hopper lies in its own shadow or does not, and what never did never does", () => {
  const scene = new Scene();
  const hopper = createHopperBody(scene);
  const before = receivers(scene);
  expect(before).toBeGreaterThan(0);
  hopper.setShadowed(false);
  expect(receivers(scene)).toBe(0);
  hopper.setShadowed(true);
  expect(receivers(scene)).toBe(before);
});

test("every part of the hopper mirrors the same, so that one program draws them all", () => {
  const scene = new Scene();
  const sky = new Texture();
  createHopperBody(scene).setReflections(sky, 0.5);
  const strengths = new Set<unknown>();
  scene.traverse((node) => {
    if (!(node instanceof Mesh)) return;
    const { material }: { readonly material: unknown } = node;
    strengths.add(
      material instanceof MeshStandardMaterial && material.envMap === sky ? material.envMapIntensity : null,
    );
  });
  expect([...strengths]).toEqual([0.5]);
});

test("where no shadow is drawn the floor's is hidden, which would be an old one", () => {
  const scene = new Scene();
  const ground = createGround(scene);
  const planes: boolean[] = [];
  const look = (): readonly boolean[] => {
    planes.length = 0;
    scene.traverse((node) => {
      if (node.receiveShadow) planes.push(node.visible);
    });
    return planes;
  };
  expect(look()).toEqual([true]);
  ground.setShadowed(false);
  expect(look()).toEqual([false]);
});
