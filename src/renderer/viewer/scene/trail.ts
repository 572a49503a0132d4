import {
  AdditiveBlending,
  BufferAttribute,
  BufferGeometry,
  DynamicDrawUsage,
  Line,
  LineBasicMaterial,
  NormalBlending,
} from "three";
import type { Scene } from "three";
import { paletteOf } from "../palette.ts";
import type { FrameState, SceneExtension, ViewerTheme } from "../types.ts";

const POINTS = 160;
/** metres between stored points */
const SPACING = 0.02;

/** The path of the torso's middle over the last metres, fading out. */
export function createTrail(scene: Scene): SceneExtension {
  const positions = new Float32Array(POINTS * 3);
  const colours = new Float32Array(POINTS * 4);
  const geometry = new BufferGeometry();
  const positionAttribute = new BufferAttribute(positions, 3).setUsage(DynamicDrawUsage);
  geometry.setAttribute("position", positionAttribute);
  geometry.setAttribute("color", new BufferAttribute(colours, 4));
  const material = new LineBasicMaterial({
    vertexColors: true,
    transparent: true,
    depthWrite: false,
    toneMapped: false,
  });
  const line = new Line(geometry, material);
  line.frustumCulled = false;
  scene.add(line);
  for (let i = 0; i < POINTS; i += 1) colours.set([1, 1, 1, (1 - i / POINTS) ** 1.5 * 0.55], i * 4);
  let count = 0;
  return {
    startFrame(frame: FrameState): boolean {
      const x = frame.poses[0] ?? 0;
      const y = frame.poses[1] ?? 0;
      if (frame.jumped) count = 0;
      const moved = count === 0 || Math.hypot(x - (positions[3] ?? 0), y - (positions[4] ?? 0)) >= SPACING;
      if (moved) {
        positions.copyWithin(3, 0, (POINTS - 1) * 3);
        count = Math.min(POINTS, count + 1);
      }
      // The head is the hopper itself; behind the capsule, so that it is not drawn over.
      positions.set([x, y, -0.07], 0);
      if (count === 1) positions.set([x, y, -0.07], 3);
      geometry.setDrawRange(0, count);
      positionAttribute.needsUpdate = true;
      return false;
    },
    setTheme(theme: ViewerTheme): void {
      material.color.set(paletteOf(theme).command);
      material.blending = theme === "dark" ? AdditiveBlending : NormalBlending;
    },
    dispose(): void {
      scene.remove(line);
      geometry.dispose();
      material.dispose();
    },
  };
}
