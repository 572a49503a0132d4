import { BackSide, Color, LinearSRGBColorSpace, Mesh, ShaderMaterial, SphereGeometry } from "three";
import type { Scene } from "three";
import { paletteOf } from "../palette.ts";
import type { FrameState, SceneExtension, ViewerTheme } from "../types.ts";

const vertexShader = `
varying vec3 direction;
void main() {
  direction = position;
  vec4 placed = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
  gl_Position = placed.xyww;
}`;

// Three-stop vertical gradient with a warm glow low on the horizon, in display colours, dithered against banding by
// interleaved gradient noise (Jimenez 2014).
const fragmentShader = `
uniform vec3 top;
uniform vec3 middle;
uniform vec3 horizon;
uniform vec3 sun;
uniform float glow;
varying vec3 direction;
void main() {
  vec3 ray = normalize(direction);
  float up = max(ray.y, 0.0);
  vec3 colour = mix(horizon, middle, smoothstep(0.0, 0.22, up));
  colour = mix(colour, top, smoothstep(0.18, 0.75, up));
  float toSun = max(dot(ray, normalize(vec3(0.55, 0.07, -1.0))), 0.0);
  float wide = toSun * toSun;
  wide *= wide;
  wide *= wide;
  float tight = wide * wide;
  tight *= tight * tight * tight;
  colour += sun * glow * (wide * 0.42 + tight * 0.5);
  float noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715))));
  gl_FragColor = vec4(colour + (noise - 0.5) / 255.0, 1.0);
}`;

/** The sky: always as far away as can be, centred on what the camera looks at. */
export function createSky(scene: Scene): SceneExtension {
  const uniforms = {
    top: { value: new Color() },
    middle: { value: new Color() },
    horizon: { value: new Color() },
    sun: { value: new Color() },
    glow: { value: 1 },
  };
  const material = new ShaderMaterial({
    uniforms,
    vertexShader,
    fragmentShader,
    side: BackSide,
    depthWrite: false,
    fog: false,
    toneMapped: false,
  });
  const geometry = new SphereGeometry(150, 32, 16);
  const dome = new Mesh(geometry, material);
  dome.frustumCulled = false;
  // Last of the solid things, so that only what stays visible of it is shaded.
  dome.renderOrder = 1;
  scene.add(dome);
  return {
    startFrame(frame: FrameState): boolean {
      dome.position.x = frame.focusX;
      return false;
    },
    setTheme(theme: ViewerTheme): void {
      const palette = paletteOf(theme);
      uniforms.top.value.setHex(palette.skyTop, LinearSRGBColorSpace);
      uniforms.middle.value.setHex(palette.skyMiddle, LinearSRGBColorSpace);
      uniforms.horizon.value.setHex(palette.horizon, LinearSRGBColorSpace);
      uniforms.sun.value.setHex(palette.sun, LinearSRGBColorSpace);
      uniforms.glow.value = theme === "dark" ? 1 : 0.35;
    },
    dispose(): void {
      scene.remove(dome);
      geometry.dispose();
      material.dispose();
    },
  };
}
