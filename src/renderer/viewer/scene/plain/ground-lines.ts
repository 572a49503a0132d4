import {
  BufferGeometry,
  CustomBlending,
  DoubleSide,
  Float32BufferAttribute,
  Mesh,
  OneFactor,
  OneMinusSrcAlphaFactor,
  ShaderMaterial,
  Vector2,
} from "three";
import type { IUniform } from "three";
import { LANE_HALF_WIDTH } from "../ground.ts";
import { BEHIND, HAZE_AT } from "./plain-shaders.ts";

/** The lines are moved along in whole periods, so that they stand still in the world. */
const PERIOD = 5;

/** The pool of light around the hopper: what a colour on the floor at (x, z) is multiplied by. */
export const POOL = `
uniform vec2 poolCentre;
uniform float poolStrength;
float poolAt(vec2 at) {
  vec2 away = (at - poolCentre) * vec2(0.2, 0.34);
  return 1.0 + poolStrength / (1.0 + dot(away, away) * 1.6);
}`;

// A line is a ribbon as wide as it is, and as its soft rim of two pixels needs. How many metres a pixel is across the
// line follows from where a point beside it is seen.
const vertexShader = `
attribute vec2 across;
attribute vec4 kind;
attribute float ink;
uniform vec2 halfSize;
uniform vec3 lineColour;
uniform vec3 strongColour;
uniform vec3 edgeColour;
uniform vec3 hazeColour;
varying vec3 colour;
varying vec3 ribbon;
varying float strength;
${HAZE_AT}
${POOL}
vec2 onScreen(vec3 place) {
  vec4 seen = projectionMatrix * (viewMatrix * vec4(place, 1.0));
  return seen.xy / max(seen.w, 0.05) * halfSize;
}
void main() {
  vec3 place = (modelMatrix * vec4(position, 1.0)).xyz;
  vec3 beside = vec3(across.x, 0.0, across.y);
  vec2 here = onScreen(place);
  vec2 along = onScreen(place + vec3(across.y, 0.0, across.x) * 0.01) - here;
  vec2 aside = onScreen(place + beside * 0.01) - here;
  float pixels = abs(along.x * aside.y - along.y * aside.x) / max(length(along), 1e-6) * 100.0;
  float reach = kind.y + min(2.0 / max(pixels, 0.5), 1.0);
  place += beside * (kind.x * reach);
  vec4 seen = viewMatrix * vec4(place, 1.0);
  vec3 paint = ink < 0.5 ? lineColour : ink < 1.5 ? strongColour : edgeColour;
  colour = mix(paint * poolAt(place.xz), hazeColour, hazeAt(-seen.z));
  ribbon = vec3(kind.x * reach, kind.y, kind.w);
  strength = kind.z;
  gl_Position = projectionMatrix * seen;
}`;

const fragmentShader = `
varying vec3 colour;
varying vec3 ribbon;
varying float strength;
void main() {
  float pixel = fwidth(ribbon.x);
  float cover = 1.0 - clamp((abs(ribbon.x) - ribbon.y) / (pixel * 1.2), 0.0, 1.0);
  gl_FragColor = vec4(colour, cover * strength * clamp(1.2 - pixel * ribbon.z, 0.0, 1.0));
}`;

/** How a line looks: half its width in m, how much it covers, how fast it fades with the metres of a pixel, and its colour. */
interface Style {
  readonly half: number;
  readonly cover: number;
  readonly fade: number;
  readonly ink: 0 | 1 | 2;
}
const METRE: Style = { half: 0.008, cover: 0.7, fade: 3, ink: 0 };
const FIVE: Style = { half: 0.0175, cover: 1, fade: 0.6, ink: 1 };
const TICK: Style = { half: 0.0035, cover: 0.6, fade: 30, ink: 0 };
const EDGE: Style = { half: 0.012, cover: 0.9, fade: 0, ink: 2 };

/** Lines fade out to the sides of the lane. */
function nearness(z: number): number {
  const t = Math.min(1, Math.max(0, (26 - Math.abs(z)) / 23));
  return t * t * (3 - 2 * t);
}

interface Ribbons {
  readonly positions: number[];
  readonly across: number[];
  readonly kinds: number[];
  readonly inks: number[];
  readonly indices: number[];
}

/** One line over the given points, either along x at `at` = z, or along z at `at` = x. */
function addLine(into: Ribbons, along: "x" | "z", at: number, points: readonly number[], style: Style): void {
  points.forEach((point, i) => {
    const [x, z] = along === "x" ? [point, at] : [at, point];
    const cover = style === EDGE ? style.cover : style.cover * nearness(z);
    const first = into.positions.length / 3;
    for (const side of [-1, 1]) {
      into.positions.push(x, 0, z);
      into.across.push(...(along === "x" ? [0, 1] : [1, 0]));
      into.kinds.push(side, style.half, cover, style.fade);
      into.inks.push(style.ink);
    }
    if (i > 0) into.indices.push(first - 2, first - 1, first, first, first - 1, first + 1);
  });
}

function lineGeometry(): BufferGeometry {
  const into: Ribbons = { positions: [], across: [], kinds: [], inks: [], indices: [] };
  const away = [-26, -17, -10, -5, 0, 3, 6];
  const along = [-50, -22, -8, 0, 8, 22, 50];
  for (let z = -14; z <= 6; z += 1) if (z !== 0) addLine(into, "x", z, along, METRE);
  for (let x = -25; x <= 25; x += 1) if (x % 5 !== 0) addLine(into, "z", x, away, METRE);
  for (let x = -45; x <= 45; x += 5) addLine(into, "z", x, away, FIVE);
  for (const side of [-1, 1]) {
    for (let i = -60; i <= 60; i += 1) {
      const ends = [side * (LANE_HALF_WIDTH - 0.09), side * LANE_HALF_WIDTH];
      addLine(into, "z", i / 10, ends, TICK);
    }
    addLine(into, "x", side * LANE_HALF_WIDTH, [-110, ...along, 110], EDGE);
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new Float32BufferAttribute(into.positions, 3));
  geometry.setAttribute("across", new Float32BufferAttribute(into.across, 2));
  geometry.setAttribute("kind", new Float32BufferAttribute(into.kinds, 4));
  geometry.setAttribute("ink", new Float32BufferAttribute(into.inks, 1));
  geometry.setIndex(into.indices);
  return geometry;
}

/** The floor's lines, which take the floor's uniforms. */
export interface GroundLines {
  readonly mesh: Mesh;
  follow(focusX: number): void;
  dispose(): void;
}

export function createGroundLines(floor: Record<string, IUniform>): GroundLines {
  const halfSize = { value: new Vector2() };
  const geometry = lineGeometry();
  const material = new ShaderMaterial({
    uniforms: { ...floor, halfSize },
    vertexShader,
    fragmentShader,
    // Blended, and yet drawn with the solid things, right after the floor; the picture itself stays opaque.
    blending: CustomBlending,
    blendSrcAlpha: OneFactor,
    blendDstAlpha: OneMinusSrcAlphaFactor,
    side: DoubleSide,
    depthTest: false,
    depthWrite: false,
    fog: false,
    toneMapped: false,
  });
  const mesh = new Mesh(geometry, material);
  mesh.renderOrder = BEHIND.lines;
  mesh.frustumCulled = false;
  mesh.onBeforeRender = (renderer) => {
    renderer.getDrawingBufferSize(halfSize.value).multiplyScalar(0.5);
  };
  return {
    mesh,
    follow(focusX: number): void {
      mesh.position.x = Math.round(focusX / PERIOD) * PERIOD;
    },
    dispose(): void {
      geometry.dispose();
      material.dispose();
    },
  };
}
