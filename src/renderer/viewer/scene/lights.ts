import { DirectionalLight, HemisphereLight } from "three";
import type { Scene, Texture, WebGLRenderer } from "three";
import { paletteOf } from "../palette.ts";
import type { FrameState, SceneExtension, ViewerTheme } from "../types.ts";
import { createReflections } from "./reflections.ts";

/** Key light with a soft shadow that follows the hopper, cool rim light from behind, sky fill, reflections. */
export interface Lights extends SceneExtension {
  /** shadow map edge in pixels; 0: none is drawn */
  setShadowSize(pixels: number): void;
}

/**
 * Puts the lights into the scene; `mirror` hands the reflections to whatever is shiny, `shadowed` tells whatever takes
 * shadows whether there are any.
 */
export function createLights(
  scene: Scene,
  renderer: WebGLRenderer,
  mirror: (environment: Texture, strength: number) => void,
  shadowed: (shadows: boolean) => void,
): Lights {
  const key = new DirectionalLight();
  const rim = new DirectionalLight();
  const fill = new HemisphereLight();
  const keyOffset = { x: -2.6, y: 6.2, z: 4.2 };
  key.castShadow = true;
  key.shadow.bias = -0.0004;
  key.shadow.normalBias = 0.012;
  key.shadow.radius = 5;
  Object.assign(key.shadow.camera, { left: -2.6, right: 2.6, top: 2.6, bottom: -2.6, near: 1, far: 16 });
  scene.add(key, key.target, rim, rim.target, fill);
  const reflections = createReflections(renderer);
  return {
    startFrame(frame: FrameState): boolean {
      const x = frame.poses[0] ?? 0;
      key.target.position.set(x, 0.5, 0);
      key.position.set(x + keyOffset.x, keyOffset.y, keyOffset.z);
      rim.target.position.set(x, 0.8, 0);
      rim.position.set(x + 3.5, 3, -5);
      return false;
    },
    setTheme(theme: ViewerTheme): void {
      const palette = paletteOf(theme);
      key.color.set(palette.key);
      key.intensity = palette.keyStrength;
      rim.color.set(palette.rim);
      rim.intensity = palette.rimStrength;
      fill.color.set(palette.fill);
      fill.groundColor.set(palette.fillGround);
      fill.intensity = palette.fillStrength;
      reflections.paint(theme);
      mirror(reflections.texture, palette.environmentStrength);
    },
    setShadowSize(pixels: number): void {
      // The light casts a shadow in any case: without, every program in the scene would be compiled again.
      renderer.shadowMap.autoUpdate = pixels > 0;
      shadowed(pixels > 0);
      if (pixels === 0 || key.shadow.mapSize.width === pixels) return;
      key.shadow.mapSize.set(pixels, pixels);
      key.shadow.map?.dispose();
      key.shadow.map = null;
    },
    dispose(): void {
      scene.remove(key, key.target, rim, rim.target, fill);
      reflections.dispose();
      key.dispose();
      rim.dispose();
      fill.dispose();
    },
  };
}
