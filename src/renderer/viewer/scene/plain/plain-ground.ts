import { BufferGeometry, Float32BufferAttribute, Group, Mesh } from "three";
import type { Scene } from "three";
import type { FrameState, SceneExtension, ViewerTheme } from "../../types.ts";
import { createGroundUniforms, setGroundTheme } from "../ground-colours.ts";
import { LANE_HALF_WIDTH } from "../ground.ts";
import { createGroundLines, POOL } from "./ground-lines.ts";
import { BEHIND, createPlainMaterial, HAZE_AT } from "./plain-shaders.ts";

/** m from what is looked at: close together where the pool of light is, and where the haze begins */
const ALONG = [-120, -50, -26, -13, -7, -3.5, -1.5, 0];
const AWAY = [120, 58, 40, 26, 16, 9, 5, 2.5, LANE_HALF_WIDTH];

const vertexShader = `
attribute float lane;
uniform vec3 groundColour;
uniform vec3 laneColour;
uniform vec3 hazeColour;
varying vec3 colour;
${HAZE_AT}
${POOL}
void main() {
  vec4 place = modelMatrix * vec4(position, 1.0);
  vec4 seen = viewMatrix * place;
  colour = mix(mix(groundColour, laneColour, lane) * poolAt(place.xz), hazeColour, hazeAt(-seen.z));
  gl_Position = projectionMatrix * seen;
}`;

/** A floor of strips along the lane; the lane's have its colour. */
function floorGeometry(): BufferGeometry {
  const columns = [
    ...ALONG,
    ...ALONG.slice(0, -1)
      .map((x) => -x)
      .reverse(),
  ];
  const farther = AWAY.map((z) => -z);
  const strips: readonly (readonly [rows: readonly number[], lane: number])[] = [
    [farther, 0],
    [[-LANE_HALF_WIDTH, 0, LANE_HALF_WIDTH], 1],
    [[...AWAY].reverse(), 0],
  ];
  const positions: number[] = [];
  const lanes: number[] = [];
  const indices: number[] = [];
  for (const [rows, lane] of strips) {
    rows.forEach((z, row) => {
      columns.forEach((x, column) => {
        const at = positions.length / 3;
        positions.push(x, 0, z);
        lanes.push(lane);
        if (row === 0 || column === 0) return;
        const above = at - columns.length;
        indices.push(above - 1, at - 1, above, above, at - 1, at);
      });
    });
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new Float32BufferAttribute(positions, 3));
  geometry.setAttribute("lane", new Float32BufferAttribute(lanes, 1));
  geometry.setIndex(indices);
  return geometry;
}

/** The same floor as the full one: its colours are worked out at corners, and its lines are drawn as lines. */
export function createPlainGround(scene: Scene): SceneExtension {
  const uniforms = createGroundUniforms();
  const material = createPlainMaterial(vertexShader, uniforms, { depthTest: false, depthWrite: false });
  const floor = new Mesh(floorGeometry(), material);
  floor.renderOrder = BEHIND.floor;
  floor.frustumCulled = false;
  const lines = createGroundLines(uniforms);
  const group = new Group();
  group.add(floor, lines.mesh);
  scene.add(group);
  return {
    startFrame(frame: FrameState): boolean {
      floor.position.x = frame.focusX;
      lines.follow(frame.focusX);
      uniforms.poolCentre.value.set(frame.poses[0] ?? 0, 0);
      return false;
    },
    setTheme(theme: ViewerTheme): void {
      setGroundTheme(uniforms, theme);
    },
    dispose(): void {
      scene.remove(group);
      floor.geometry.dispose();
      material.dispose();
      lines.dispose();
    },
  };
}
