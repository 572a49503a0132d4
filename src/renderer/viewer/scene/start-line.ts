import { CanvasTexture, Mesh, MeshBasicMaterial, NearestFilter, PlaneGeometry, SRGBColorSpace } from "three";
import type { Scene } from "three";
import { paletteOf } from "../palette.ts";
import type { SceneExtension, ViewerTheme } from "../types.ts";
import { brushOf, createDrawingCanvas } from "./drawing-canvas.ts";
import { LANE_HALF_WIDTH } from "./ground.ts";

/** The chequered strip at x = 0. */
export function createStartLine(scene: Scene): SceneExtension {
  const canvas = createDrawingCanvas(4, 24);
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  texture.magFilter = NearestFilter;
  const geometry = new PlaneGeometry(0.27, LANE_HALF_WIDTH * 2);
  // Light falls on the floor evenly: what is drawn without lamps needs no program of its own that knows them.
  const material = new MeshBasicMaterial({ map: texture, transparent: true, opacity: 0.55, depthWrite: false });
  const strip = new Mesh(geometry, material);
  strip.rotation.x = -Math.PI / 2;
  strip.position.y = 0.001;
  // Below the floor's shadow.
  strip.renderOrder = -1;
  scene.add(strip);
  return {
    startFrame: (): boolean => false,
    setTheme(theme: ViewerTheme): void {
      const context = brushOf(canvas);
      if (context === null) return;
      const palette = paletteOf(theme);
      const light = `#${palette.shellPale.toString(16).padStart(6, "0")}`;
      const dark = `#${palette.sole.toString(16).padStart(6, "0")}`;
      for (let row = 0; row < 24; row += 1) {
        for (let column = 0; column < 4; column += 1) {
          context.fillStyle = (row + column) % 2 === 0 ? light : dark;
          context.fillRect(column, row, 1, 1);
        }
      }
      texture.needsUpdate = true;
    },
    dispose(): void {
      scene.remove(strip);
      geometry.dispose();
      material.dispose();
      texture.dispose();
    },
  };
}
