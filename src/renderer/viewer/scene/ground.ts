import { Group, Mesh, PlaneGeometry, ShaderMaterial, ShadowMaterial } from "three";
import type { Scene } from "three";
import { HAZE } from "../palette.ts";
import type { FrameState, SceneExtension, ViewerTheme } from "../types.ts";
import { createGroundUniforms, setGroundTheme } from "./ground-colours.ts";

/** The plane is moved in whole periods, so that its pattern, drawn in its own coordinates, stands still in the world. */
const PERIOD = 10;
/** half the width of the running lane, m */
export const LANE_HALF_WIDTH = 0.8;

const vertexShader = `
varying vec2 at;
varying float depth;
void main() {
  at = position.xy;
  vec4 seen = modelViewMatrix * vec4(position, 1.0);
  depth = -seen.z;
  gl_Position = projectionMatrix * seen;
}`;

// Light falls on a plane evenly, so the floor is drawn unlit, and in display colours; shadows lie on a small plane of
// their uniforms. That keeps the largest area of the picture the cheapest, which counts where there is no GPU.
const fragmentShader = `
varying vec2 at;
uniform vec3 groundColour;
uniform vec3 laneColour;
uniform vec3 lineColour;
uniform vec3 strongColour;
uniform vec3 edgeColour;
uniform vec2 poolCentre;
uniform float poolStrength;
uniform vec3 hazeColour;
varying float depth;
float lineAt(float coordinate, float pixel, float halfWidth) {
  float away = abs(fract(coordinate - 0.5) - 0.5);
  float ink = 1.0 - smoothstep(halfWidth, halfWidth + pixel * 1.4, away);
  return ink * clamp(1.2 - pixel * 3.0, 0.0, 1.0);
}
void main() {
  vec2 pixel = fwidth(at);
  float across = abs(at.y);
  const float lane = ${LANE_HALF_WIDTH.toFixed(2)};
  float onLane = 1.0 - smoothstep(lane - pixel.y, lane + pixel.y, across);
  vec3 colour = mix(groundColour, laneColour, onLane);
  float near = smoothstep(26.0, 3.0, across);
  float metre = max(lineAt(at.x, pixel.x, 0.008), lineAt(at.y, pixel.y, 0.008) * (1.0 - onLane)) * near;
  float five = lineAt(at.x * 0.2, pixel.x * 0.2, 0.0035) * near;
  float ticks = lineAt(at.x * 10.0, pixel.x * 10.0, 0.035) * step(lane - 0.09, across) * onLane;
  colour = mix(colour, lineColour, min(1.0, metre * 0.7 + ticks * 0.6));
  colour = mix(colour, strongColour, five);
  float edge = 1.0 - smoothstep(0.012, 0.012 + pixel.y * 1.4, abs(across - lane));
  colour = mix(colour, edgeColour, edge * 0.9);
  vec2 toPool = (at - poolCentre) * vec2(0.2, 0.34);
  colour *= 1.0 + poolStrength / (1.0 + dot(toPool, toPool) * 1.6);
  gl_FragColor = vec4(mix(colour, hazeColour, smoothstep(${HAZE.near.toFixed(1)}, ${HAZE.far.toFixed(1)}, depth)), 1.0);
}`;

/** The floor, and whether shadows fall on it. */
export interface Ground extends SceneExtension {
  setShadowed(shadowed: boolean): void;
}

/** The endless floor: a lane with a line each metre, a strong one each five, decimetre ticks along its edges. */
export function createGround(scene: Scene): Ground {
  const uniforms = createGroundUniforms();
  const material = new ShaderMaterial({ uniforms, vertexShader, fragmentShader, toneMapped: false });
  const geometry = new PlaneGeometry(240, 240);
  const plane = new Mesh(geometry, material);
  const shadowGeometry = new PlaneGeometry(5, 4);
  const shadowMaterial = new ShadowMaterial({ depthWrite: false, fog: false });
  const shadow = new Mesh(shadowGeometry, shadowMaterial);
  shadow.receiveShadow = true;
  shadow.position.y = 0.002;
  const group = new Group();
  for (const flat of [plane, shadow]) flat.rotation.x = -Math.PI / 2;
  group.add(plane, shadow);
  scene.add(group);
  return {
    startFrame(frame: FrameState): boolean {
      const x = frame.poses[0] ?? 0;
      plane.position.x = Math.round(frame.focusX / PERIOD) * PERIOD;
      shadow.position.x = x;
      uniforms.poolCentre.value.set(x - plane.position.x, 0);
      return false;
    },
    setTheme(theme: ViewerTheme): void {
      setGroundTheme(uniforms, theme);
      shadowMaterial.color.set(theme === "dark" ? 0x03050c : 0x3a3630);
      shadowMaterial.opacity = theme === "dark" ? 0.62 : 0.34;
    },
    setShadowed(shadowed: boolean): void {
      shadow.visible = shadowed;
    },
    dispose(): void {
      scene.remove(group);
      for (const shape of [geometry, shadowGeometry]) shape.dispose();
      material.dispose();
      shadowMaterial.dispose();
    },
  };
}
