import { Color, Mesh, Vector4 } from "three";
import type { Scene } from "three";
import { JOINTS } from "../../hopper-shape.ts";
import { paletteOf } from "../../palette.ts";
import type { FrameState, SceneExtension, ViewerTheme } from "../../types.ts";
import { jointTint } from "../joint-tint.ts";
import { paintSurroundings } from "../reflections.ts";
import { hopperGeometry } from "./hopper-geometry.ts";
import { hopperShader } from "./hopper-shader.ts";
import { createPlainMaterial } from "./plain-shaders.ts";

/** The hopper in one piece: it is posed and lit at its corners, by the light and the reflections of the full one. */
export function createPlainHopper(scene: Scene): SceneExtension {
  const poses = [new Vector4(), new Vector4(), new Vector4(), new Vector4()];
  const tints = JOINTS.map(() => new Color());
  const uniforms = {
    pose: { value: poses },
    // The first belongs to what has no tint.
    tint: { value: [new Color(0), ...tints] },
    sole: { value: new Color() },
    key: { value: new Color() },
    rim: { value: new Color() },
    fill: { value: new Color() },
    fillGround: { value: new Color() },
    room: { value: new Color() },
    panel: { value: new Color() },
    strip: { value: new Color() },
    mirror: { value: 0 },
  };
  const material = createPlainMaterial(hopperShader, uniforms);
  const geometry = hopperGeometry();
  const body = new Mesh(geometry, material);
  body.frustumCulled = false;
  scene.add(body);
  return {
    startFrame(frame: FrameState): boolean {
      poses.forEach((pose, i) => {
        const pitch = frame.poses[i * 3 + 2] ?? 0;
        pose.set(frame.poses[i * 3] ?? 0, frame.poses[i * 3 + 1] ?? 0, Math.cos(pitch), Math.sin(pitch));
      });
      JOINTS.forEach((joint, i) => {
        const tint = tints[i];
        if (tint !== undefined) jointTint(joint, frame.poses, tint);
      });
      return false;
    },
    setTheme(theme: ViewerTheme): void {
      const palette = paletteOf(theme);
      uniforms.sole.value.set(theme === "dark" ? 0x2b3552 : palette.sole);
      uniforms.key.value.set(palette.key).multiplyScalar(palette.keyStrength);
      uniforms.rim.value.set(palette.rim).multiplyScalar(palette.rimStrength);
      uniforms.fill.value.set(palette.fill).multiplyScalar(palette.fillStrength);
      uniforms.fillGround.value.set(palette.fillGround).multiplyScalar(palette.fillStrength);
      paintSurroundings(uniforms, theme);
      uniforms.mirror.value = palette.environmentStrength;
    },
    dispose(): void {
      scene.remove(body);
      geometry.dispose();
      material.dispose();
    },
  };
}
