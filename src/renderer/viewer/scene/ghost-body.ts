import { CapsuleGeometry, Group, Mesh, MeshBasicMaterial } from "three";
import type { Scene } from "three";
import { CAPSULES } from "../hopper-shape.ts";
import { paletteOf } from "../palette.ts";
import type { SceneExtension, ViewerTheme } from "../types.ts";

/** A translucent hopper at a state of its own. */
export interface GhostBody extends SceneExtension {
  /** 4 × [x, z, pitch]; null hides it */
  show(poses: ArrayLike<number> | null): void;
}

/** Only the capsules, without light or shadow: it costs four draws while it is shown, and nothing else. */
export function createGhostBody(scene: Scene): GhostBody {
  const material = new MeshBasicMaterial({ transparent: true, opacity: 0.3, depthWrite: false, toneMapped: false });
  const parts = CAPSULES.map(({ radius, length, along }) => {
    const geometry = new CapsuleGeometry(radius, length, 6, 16);
    if (along === "x") geometry.rotateZ(Math.PI / 2);
    return new Mesh(geometry, material);
  });
  const root = new Group();
  root.visible = false;
  root.add(...parts);
  scene.add(root);
  return {
    show(poses): void {
      root.visible = poses !== null;
      if (poses === null) return;
      parts.forEach((part, i) => {
        // Behind the hopper itself, so that it never hides it.
        part.position.set(poses[i * 3] ?? 0, poses[i * 3 + 1] ?? 0, -0.15);
        part.rotation.z = -(poses[i * 3 + 2] ?? 0);
      });
    },
    startFrame: () => false,
    setTheme(theme: ViewerTheme): void {
      material.color.set(paletteOf(theme).command);
    },
    dispose(): void {
      scene.remove(root);
      for (const part of parts) part.geometry.dispose();
      material.dispose();
    },
  };
}
