import { Group, Mesh } from "three";
import type { Object3D, Scene, Texture } from "three";
import { CAPSULES, JOINTS } from "../hopper-shape.ts";
import { paletteOf } from "../palette.ts";
import type { FrameState, SceneExtension, ViewerTheme } from "../types.ts";
import { createBodyPart, createHopperMaterials, createJointPart } from "./hopper-parts.ts";
import { jointTint } from "./joint-tint.ts";

/** The hopper in the scene. */
export interface HopperBody extends SceneExtension {
  /** what its shiny parts mirror */
  setReflections(environment: Texture, strength: number): void;
  /** whether it lies in its own shadow */
  setShadowed(shadowed: boolean): void;
}

/** The hopper: four capsules where physics put them; a joint's ring turns from green to amber at its stop, and to red where it is pressed beyond. */
export function createHopperBody(scene: Scene): HopperBody {
  const materials = createHopperMaterials(paletteOf("dark"));
  const parts = CAPSULES.map((shape) => createBodyPart(shape, materials));
  const joints = JOINTS.map((joint) => {
    const upper = CAPSULES[joint.upper]?.radius ?? 0.05;
    const part = createJointPart(upper, Math.max(upper, CAPSULES[joint.lower]?.radius ?? 0), materials);
    part.group.position.set(joint.anchor[0], joint.anchor[1], 0);
    parts[joint.upper]?.add(part.group);
    return { joint, tint: part.tint };
  });
  const root = new Group();
  root.add(...parts);
  scene.add(root);
  const shaded: Object3D[] = [];
  root.traverse((node) => {
    if (node.receiveShadow) shaded.push(node);
  });
  return {
    startFrame(frame: FrameState): boolean {
      parts.forEach((part, i) => {
        part.position.set(frame.poses[i * 3] ?? 0, frame.poses[i * 3 + 1] ?? 0, 0);
        // Pitch is about the simulator's +y, which points away from the viewer.
        part.rotation.z = -(frame.poses[i * 3 + 2] ?? 0);
      });
      for (const { joint, tint } of joints) {
        jointTint(joint, frame.poses, tint.emissive);
      }
      return false;
    },
    setTheme(theme: ViewerTheme): void {
      materials.sole.color.set(theme === "dark" ? 0x2b3552 : paletteOf(theme).sole);
    },
    setReflections(environment: Texture, strength: number): void {
      // The rings too, so that all of the hopper is drawn by one program: each takes long to compile.
      for (const material of [...Object.values(materials), ...joints.map(({ tint }) => tint)]) {
        material.envMap = environment;
        material.envMapIntensity = strength;
      }
    },
    setShadowed(shadowed: boolean): void {
      for (const node of shaded) node.receiveShadow = shadowed;
    },
    dispose(): void {
      scene.remove(root);
      root.traverse((node) => {
        if (node instanceof Mesh) node.geometry.dispose();
      });
      for (const material of Object.values(materials)) material.dispose();
      for (const { tint } of joints) tint.dispose();
    },
  };
}
