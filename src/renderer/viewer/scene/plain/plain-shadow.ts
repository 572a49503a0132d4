import { Color, Mesh, PlaneGeometry, ShaderMaterial, Vector4 } from "three";
import type { Scene } from "three";
import { CAPSULES } from "../../hopper-shape.ts";
import type { FrameState, SceneExtension, ViewerTheme } from "../../types.ts";
import { setDisplayColour } from "./plain-shaders.ts";

/** Where the key light's shadow of what is a metre high falls, m. */
const SLANT = { x: 2.6 / 5.7, z: -4.2 / 5.7 } as const;
/** m of soft rim: on the floor, and for each metre above it */
const RIM = { least: 0.012, perMetre: 0.06 } as const;
const MARGIN = 0.24;

const vertexShader = `
varying vec2 at;
void main() {
  vec4 place = modelMatrix * vec4(position, 1.0);
  at = place.xz;
  gl_Position = projectionMatrix * viewMatrix * place;
}`;

// A capsule's shadow is, but for the slant of its ends, that of a thick line on the floor; the higher, the softer.
const fragmentShader = `
varying vec2 at;
uniform vec4 line[4];
uniform vec4 height[4];
uniform vec3 ink;
uniform float opacity;
float shadowOf(vec4 ends, vec4 high) {
  vec2 along = ends.zw;
  vec2 from = at - ends.xy;
  float share = clamp(dot(from, along) * high.w, 0.0, 1.0);
  vec2 away = from - along * share;
  float rim = high.x + high.y * share;
  float inside = clamp((high.z + rim - sqrt(dot(away, away))) / (2.0 * rim), 0.0, 1.0);
  return inside * inside * (3.0 - 2.0 * inside) * high.z / max(high.z, rim);
}
void main() {
  float shade = max(
    max(shadowOf(line[0], height[0]), shadowOf(line[1], height[1])),
    max(shadowOf(line[2], height[2]), shadowOf(line[3], height[3]))
  );
  gl_FragColor = vec4(ink, shade * opacity);
}`;

/** The hopper's shadow on the floor in closed form, in place of a picture of it from the light. */
export function createPlainShadow(scene: Scene): SceneExtension {
  // From where on along what, m; and: rim at the one end, how much it grows to the other, radius (m), 1 / length².
  const lines = CAPSULES.map(() => new Vector4());
  const heights = CAPSULES.map(() => new Vector4());
  const uniforms = {
    line: { value: lines },
    height: { value: heights },
    ink: { value: new Color() },
    opacity: { value: 0 },
  };
  const geometry = new PlaneGeometry(1, 1);
  geometry.rotateX(-Math.PI / 2);
  const material = new ShaderMaterial({
    uniforms,
    vertexShader,
    fragmentShader,
    transparent: true,
    depthWrite: false,
    fog: false,
    toneMapped: false,
  });
  const patch = new Mesh(geometry, material);
  patch.position.y = 0.002;
  patch.frustumCulled = false;
  scene.add(patch);
  return {
    startFrame({ poses }: FrameState): boolean {
      let [left, right, far, near] = [Infinity, -Infinity, Infinity, -Infinity];
      CAPSULES.forEach(({ radius, length, along }, i) => {
        const [x, z, pitch] = [poses[i * 3] ?? 0, poses[i * 3 + 1] ?? 0, poses[i * 3 + 2] ?? 0];
        const angle = along === "z" ? pitch : pitch + Math.PI / 2;
        const [halfX, halfZ] = [(Math.sin(angle) * length) / 2, (Math.cos(angle) * length) / 2];
        const low = Math.max(0, z - halfZ);
        const high = Math.max(0, z + halfZ);
        const [fromX, fromZ] = [x - halfX + SLANT.x * low, SLANT.z * low];
        const [alongX, alongZ] = [2 * halfX + SLANT.x * (high - low), SLANT.z * (high - low)];
        lines[i]?.set(fromX, fromZ, alongX, alongZ);
        const rim = RIM.least + RIM.perMetre * Math.max(0, low - radius);
        const grown = RIM.least + RIM.perMetre * Math.max(0, high - radius);
        heights[i]?.set(rim, grown - rim, radius, 1 / Math.max(1e-6, alongX * alongX + alongZ * alongZ));
        left = Math.min(left, fromX, fromX + alongX);
        right = Math.max(right, fromX, fromX + alongX);
        far = Math.min(far, fromZ, fromZ + alongZ);
        near = Math.max(near, fromZ, fromZ + alongZ);
      });
      patch.position.x = (left + right) / 2;
      patch.position.z = (far + near) / 2;
      patch.scale.set(right - left + 2 * MARGIN, 1, near - far + 2 * MARGIN);
      return false;
    },
    setTheme(theme: ViewerTheme): void {
      setDisplayColour(uniforms.ink, theme === "dark" ? 0x03050c : 0x3a3630);
      uniforms.opacity.value = theme === "dark" ? 0.62 : 0.34;
    },
    dispose(): void {
      scene.remove(patch);
      geometry.dispose();
      material.dispose();
    },
  };
}
