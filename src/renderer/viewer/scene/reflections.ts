import {
  BackSide,
  BoxGeometry,
  Color,
  CubeCamera,
  HalfFloatType,
  LinearMipmapLinearFilter,
  LinearSRGBColorSpace,
  Mesh,
  NoBlending,
  ShaderMaterial,
  WebGLCubeRenderTarget,
} from "three";
import type { Texture, WebGLRenderer } from "three";
import { paletteOf } from "../palette.ts";
import type { ViewerTheme } from "../types.ts";

/** pixels of a face's edge for a mirror, halved for each rougher level down to 8, as three's own filter does */
const SIZE = 64;
const LEVELS = 4;

const vertexShader = `
varying vec3 direction;
void main() {
  direction = position;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`;

/**
 * A room of one colour with a bright panel above and a cool strip behind. How a rough surface blurs them has a closed
 * form once both are soft: a Gaussian of the panel's size, widened by the roughness, with the same light in all.
 */
export const SURROUNDINGS = `
uniform vec3 room;
uniform vec3 panel;
uniform vec3 strip;
vec3 light(vec3 ray, vec3 towards, vec2 size, vec3 colour, float roughness) {
  vec3 across = normalize(cross(vec3(0.0, 1.0, 0.0), towards));
  vec3 along = cross(towards, across);
  float ahead = dot(ray, towards);
  vec2 away = vec2(dot(ray, across), dot(ray, along)) / max(sqrt(0.5 + 0.5 * ahead), 0.05);
  float alpha = roughness * roughness;
  float spread = 4.0 * alpha * alpha / (1.0 + 3.0 * alpha * alpha);
  vec2 wide = size * size + spread;
  float behind = smoothstep(-0.6, 0.2, ahead);
  return colour * behind * size.x * size.y / sqrt(wide.x * wide.y) * exp(-dot(away * away, 1.0 / wide));
}
vec3 surroundings(vec3 ray, float roughness) {
  return room
    + light(ray, normalize(vec3(-3.0, 9.0, 6.0)), vec2(0.45, 0.2), panel, roughness)
    + light(ray, normalize(vec3(4.0, 5.0, -10.0)), vec2(0.53, 0.12), strip, roughness);
}`;

/** The light of the room and of its two lamps in a theme, linear. */
export function paintSurroundings(
  { room, panel, strip }: Readonly<Record<"room" | "panel" | "strip", { readonly value: Color }>>,
  theme: ViewerTheme,
): void {
  const palette = paletteOf(theme);
  room.value.set(palette.skyMiddle).lerp(new Color(palette.horizon), 0.5);
  panel.value.set(palette.key).multiplyScalar(7);
  strip.value.set(palette.rim).multiplyScalar(4);
}

const fragmentShader = `
varying vec3 direction;
uniform float roughness;
${SURROUNDINGS}
void main() { gl_FragColor = vec4(surroundings(normalize(direction), roughness), 1.0); }`;

/** What shiny parts mirror, blurred for each roughness. */
export interface Reflections {
  readonly texture: Texture;
  /** draws them anew */
  paint(theme: ViewerTheme): void;
  dispose(): void;
}

/**
 * Draws the reflections in the layout of three's PMREMGenerator, level by level, without filtering anything: its filter
 * takes hundreds of samples a pixel, which without a GPU takes the processor many seconds.
 */
export function createReflections(renderer: WebGLRenderer): Reflections {
  const target = new WebGLCubeRenderTarget(SIZE, {
    minFilter: LinearMipmapLinearFilter,
    generateMipmaps: false,
    type: HalfFloatType,
    colorSpace: LinearSRGBColorSpace,
    depthBuffer: false,
  });
  target.texture.mipmaps = Array.from({ length: LEVELS }, (_, level) => {
    const edge = SIZE >> level;
    return { data: new Uint16Array(0), width: edge, height: edge };
  });
  target.texture.isPMREMTexture = true;
  const uniforms = {
    room: { value: new Color() },
    panel: { value: new Color() },
    strip: { value: new Color() },
    roughness: { value: 0 },
  };
  const material = new ShaderMaterial({
    uniforms,
    vertexShader,
    fragmentShader,
    side: BackSide,
    blending: NoBlending,
    depthTest: false,
    depthWrite: false,
    fog: false,
    toneMapped: false,
  });
  const geometry = new BoxGeometry(5, 5, 5);
  const box = new Mesh(geometry, material);
  const camera = new CubeCamera(1, 10, target);
  return {
    texture: target.texture,
    paint(theme: ViewerTheme): void {
      paintSurroundings(uniforms, theme);
      for (let level = 0; level < LEVELS; level += 1) {
        // Inverse of three's roughnessToMip: level = last × r (2 - r).
        uniforms.roughness.value = 1 - Math.sqrt(1 - level / (LEVELS - 1));
        camera.activeMipmapLevel = level;
        // The renderer takes a target's viewport as it is, whichever level is drawn.
        target.viewport.set(0, 0, SIZE >> level, SIZE >> level);
        camera.update(renderer, box);
      }
      target.viewport.set(0, 0, SIZE, SIZE);
    },
    dispose(): void {
      target.dispose();
      geometry.dispose();
      material.dispose();
    },
  };
}
