import {
  BufferAttribute,
  BufferGeometry,
  Color,
  Float32BufferAttribute,
  Group,
  Mesh,
  ShaderMaterial,
  Vector3,
} from "three";
import type { Matrix4, Scene } from "three";
import { paletteOf } from "../../palette.ts";
import type { FrameState, SceneExtension, ViewerTheme } from "../../types.ts";
import {
  FAR_RIDGE,
  NEAR_RIDGE,
  PILLAR_PERIOD,
  pillarGeometry,
  pillarPlaces,
  ridgeGeometry,
  ridgeMiddle,
} from "../backdrop-shapes.ts";
import type { Ridge } from "../backdrop-shapes.ts";
import { BEHIND, createPlainMaterial, HAZE_AT, setDisplayColour } from "./plain-shaders.ts";

/** Cut so that what is out of sight costs nothing: pieces of a line of hills, columns of each, stones of a mesh. */
const PIECES = 12;
const COLUMNS = 20;
const STONES = 9;

const stoneShader = `
attribute vec3 shade;
uniform vec3 hazeColour;
varying vec3 colour;
${HAZE_AT}
void main() {
  vec4 seen = modelViewMatrix * vec4(position, 1.0);
  colour = mix(shade, hazeColour, hazeAt(-seen.z));
  gl_Position = projectionMatrix * seen;
}`;

const hillShader = `
uniform vec3 hill;
varying vec3 colour;
void main() {
  colour = hill;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`;

/** Some stones in one geometry, without the faces they stand on. `light` is what each corner has of the stone's colour. */
function stonesGeometry(places: readonly Matrix4[]): {
  readonly geometry: BufferGeometry;
  readonly light: Float32Array;
} {
  const one = pillarGeometry();
  const at = one.getAttribute("position");
  const lights = one.getAttribute("color");
  const positions: number[] = [];
  const light: number[] = [];
  const corner = new Vector3();
  for (const place of places) {
    for (let i = 0; i < at.count; i += 1) {
      const face = i - (i % 3);
      if (at.getY(face) + at.getY(face + 1) + at.getY(face + 2) === 0) continue;
      corner.fromBufferAttribute(at, i).applyMatrix4(place);
      positions.push(corner.x, corner.y, corner.z);
      light.push(lights.getX(i), lights.getY(i), lights.getZ(i));
    }
  }
  one.dispose();
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new Float32BufferAttribute(positions, 3));
  geometry.setAttribute("shade", new BufferAttribute(new Float32Array(light.length), 3));
  return { geometry, light: Float32Array.from(light) };
}

function createHills(ridge: Ridge, order: number): { readonly group: Group; readonly hill: { readonly value: Color } } {
  const hill = { value: new Color() };
  const material = createPlainMaterial(hillShader, { hill }, { depthTest: false, depthWrite: false });
  const group = new Group();
  for (let i = 0; i < PIECES; i += 1) {
    const piece = new Mesh(ridgeGeometry(ridge, COLUMNS, i / PIECES, (i + 1) / PIECES), material);
    piece.renderOrder = order;
    group.add(piece);
  }
  group.position.z = -ridge.away;
  return { group, hill };
}

/** The same stones and hills as the full ones; only those in sight are drawn, in colours worked out at their corners. */
export function createPlainBackdrop(scene: Scene): SceneExtension {
  const hazeColour = { value: new Color() };
  const stone = createPlainMaterial(stoneShader, { hazeColour });
  const places = [...pillarPlaces()];
  const stones = Array.from({ length: Math.ceil(places.length / STONES) }, (_, i) =>
    stonesGeometry(places.slice(i * STONES, (i + 1) * STONES)),
  );
  const pillars = new Group();
  pillars.add(...stones.map(({ geometry }) => new Mesh(geometry, stone)));
  const near = createHills(NEAR_RIDGE, BEHIND.nearHills);
  const far = createHills(FAR_RIDGE, BEHIND.farHills);
  const group = new Group();
  group.add(pillars, near.group, far.group);
  scene.add(group);
  return {
    startFrame({ focusX }: FrameState): boolean {
      pillars.position.x = Math.round(focusX / PILLAR_PERIOD) * PILLAR_PERIOD;
      near.group.position.x = ridgeMiddle(NEAR_RIDGE, focusX);
      far.group.position.x = ridgeMiddle(FAR_RIDGE, focusX);
      return false;
    },
    setTheme(theme: ViewerTheme): void {
      const palette = paletteOf(theme);
      setDisplayColour(hazeColour, palette.horizon);
      setDisplayColour(near.hill, palette.ridgeNear);
      setDisplayColour(far.hill, palette.ridgeFar);
      const base = new Color(palette.pillar);
      const colour = new Color();
      for (const { geometry, light } of stones) {
        const shade = geometry.getAttribute("shade");
        for (let i = 0; i < shade.count; i += 1) {
          const [r, g, b] = [light[i * 3] ?? 0, light[i * 3 + 1] ?? 0, light[i * 3 + 2] ?? 0];
          colour.setRGB(base.r * r, base.g * g, base.b * b).convertLinearToSRGB();
          shade.setXYZ(i, colour.r, colour.g, colour.b);
        }
        shade.needsUpdate = true;
      }
    },
    dispose(): void {
      scene.remove(group);
      group.traverse((node) => {
        if (!(node instanceof Mesh)) return;
        const { geometry, material }: { readonly geometry: unknown; readonly material: unknown } = node;
        if (geometry instanceof BufferGeometry) geometry.dispose();
        if (material instanceof ShaderMaterial) material.dispose();
      });
    },
  };
}
