import { BackSide, BufferAttribute, Color, LinearSRGBColorSpace, Mesh, SphereGeometry, Vector3 } from "three";
import type { Scene } from "three";
import { paletteOf } from "../../palette.ts";
import type { FrameState, SceneExtension, ViewerTheme } from "../../types.ts";
import { BEHIND, createPlainMaterial } from "./plain-shaders.ts";

const vertexShader = `
attribute vec3 shade;
varying vec3 colour;
void main() {
  colour = shade;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`;

const RADIUS = 150;
const AROUND = 72;
const UP = 20;
/** degrees below the horizon, where the floor begins to hide it */
const BELOW = 4;
const TO_SUN = new Vector3(0.55, 0.07, -1).normalize();

/** Rings that are closer together where the colours change faster: near the horizon. */
function domeGeometry(): SphereGeometry {
  const dome = new SphereGeometry(RADIUS, AROUND, UP);
  const positions = dome.getAttribute("position");
  for (let ring = 0; ring <= UP; ring += 1) {
    const share = (1 - ring / UP) ** 1.7;
    const elevation = ((share * (90 + BELOW) - BELOW) * Math.PI) / 180;
    for (let i = 0; i <= AROUND; i += 1) {
      const around = (i / AROUND) * 2 * Math.PI;
      const wide = RADIUS * Math.cos(elevation);
      positions.setXYZ(
        ring * (AROUND + 1) + i,
        -wide * Math.cos(around),
        RADIUS * Math.sin(elevation),
        wide * Math.sin(around),
      );
    }
  }
  return dome;
}

function smoothstep(from: number, to: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** The same sky as the full one, its colours worked out once at the corners of the dome. */
export function createPlainSky(scene: Scene): SceneExtension {
  const geometry = domeGeometry();
  const positions = geometry.getAttribute("position");
  const shades = new BufferAttribute(new Float32Array(positions.count * 3), 3);
  geometry.setAttribute("shade", shades);
  const material = createPlainMaterial(vertexShader, {}, { side: BackSide, depthTest: false, depthWrite: false });
  const dome = new Mesh(geometry, material);
  dome.frustumCulled = false;
  dome.renderOrder = BEHIND.sky;
  scene.add(dome);
  return {
    startFrame(frame: FrameState): boolean {
      dome.position.x = frame.focusX;
      return false;
    },
    setTheme(theme: ViewerTheme): void {
      const palette = paletteOf(theme);
      const [top, middle, horizon, sun] = [palette.skyTop, palette.skyMiddle, palette.horizon, palette.sun].map((hex) =>
        new Color().setHex(hex, LinearSRGBColorSpace),
      ) as [Color, Color, Color, Color];
      const glow = theme === "dark" ? 1 : 0.35;
      const ray = new Vector3();
      const colour = new Color();
      for (let i = 0; i < positions.count; i += 1) {
        ray.fromBufferAttribute(positions, i).normalize();
        const up = Math.max(ray.y, 0);
        colour
          .copy(horizon)
          .lerp(middle, smoothstep(0, 0.22, up))
          .lerp(top, smoothstep(0.18, 0.75, up));
        const toSun = Math.max(ray.dot(TO_SUN), 0);
        const strength = glow * (toSun ** 8 * 0.42 + toSun ** 64 * 0.5);
        shades.setXYZ(i, colour.r + sun.r * strength, colour.g + sun.g * strength, colour.b + sun.b * strength);
      }
      shades.needsUpdate = true;
    },
    dispose(): void {
      scene.remove(dome);
      geometry.dispose();
      material.dispose();
    },
  };
}
