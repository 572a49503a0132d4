import {
  BufferGeometry,
  CylinderGeometry,
  Float32BufferAttribute,
  Group,
  InstancedMesh,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  Quaternion,
  Vector3,
} from "three";
import type { Scene } from "three";
import { paletteOf } from "../palette.ts";
import type { FrameState, SceneExtension, ViewerTheme } from "../types.ts";

/** The pillars repeat after this many metres; the viewer never sees both ends of a period. */
const PILLAR_PERIOD = 120;
const PILLARS = 90;
const RIDGE_PERIOD = 400;

/** A fixed, well-spread number in [0, 1) for each index: the landscape is the same at every start. */
function spread(index: number, salt: number): number {
  const value = Math.sin(index * 127.1 + salt * 311.7) * 43758.5453;
  return value - Math.floor(value);
}

/** Into ± half a period of the hills. */
function wrap(x: number): number {
  return x - Math.round(x / RIDGE_PERIOD) * RIDGE_PERIOD;
}

/** A strip of hills whose outline is a sum of sines with whole periods, so that it can repeat. */
function ridgeGeometry(height: number, roughness: readonly number[]): BufferGeometry {
  const columns = 480;
  const positions: number[] = [];
  const indices: number[] = [];
  for (let i = 0; i <= columns; i += 1) {
    const along = (i / columns) * 2;
    let top = 0.55;
    roughness.forEach((waves, order) => {
      top += (Math.sin(along * Math.PI * 2 * waves + order * 1.7) * 0.4) / (order + 1);
    });
    const x = (along - 1) * RIDGE_PERIOD;
    positions.push(x, -2, 0, x, Math.max(0.08, top) * height, 0);
    if (i < columns) {
      const first = i * 2;
      indices.push(first, first + 2, first + 1, first + 1, first + 2, first + 3);
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new Float32BufferAttribute(positions, 3));
  geometry.setIndex(indices);
  return geometry;
}

/** A six-sided stone whose faces carry their light as vertex colours: it never turns, so it needs no lamps. */
function pillarGeometry(): BufferGeometry {
  const indexed = new CylinderGeometry(0.5, 0.62, 1, 6);
  const geometry = indexed.toNonIndexed();
  indexed.dispose();
  geometry.translate(0, 0.5, 0);
  geometry.computeVertexNormals();
  const normals = geometry.getAttribute("normal");
  const positions = geometry.getAttribute("position");
  const colours: number[] = [];
  for (let i = 0; i < normals.count; i += 1) {
    const light = 0.62 + 0.26 * normals.getY(i) - 0.2 * normals.getX(i) + 0.16 * normals.getZ(i);
    const shade = Math.max(0.2, light) * (0.72 + 0.4 * positions.getY(i));
    colours.push(shade, shade, shade * 1.04);
  }
  geometry.setAttribute("color", new Float32BufferAttribute(colours, 3));
  return geometry;
}

function createPillars(material: MeshBasicMaterial): InstancedMesh {
  const geometry = pillarGeometry();
  const pillars = new InstancedMesh(geometry, material, PILLARS * 2);
  const matrix = new Matrix4();
  const place = new Vector3();
  const size = new Vector3();
  const turn = new Quaternion();
  const up = new Vector3(0, 1, 0);
  for (let copy = 0; copy < 2; copy += 1) {
    for (let i = 0; i < PILLARS; i += 1) {
      const depth = 8 + spread(i, 1) ** 1.3 * 42;
      const width = 0.35 + spread(i, 2) * 0.9 + depth * 0.012;
      const height = 0.2 + spread(i, 3) ** 2.4 * (0.8 + depth * 0.11);
      const x = ((i + spread(i, 4) * 0.8) / PILLARS) * PILLAR_PERIOD + copy * PILLAR_PERIOD - PILLAR_PERIOD;
      matrix.compose(
        place.set(x, 0, -depth),
        turn.setFromAxisAngle(up, spread(i, 5) * 3),
        size.set(width, height, width),
      );
      pillars.setMatrixAt(copy * PILLARS + i, matrix);
    }
  }
  pillars.frustumCulled = false;
  return pillars;
}

/** Six-sided stones beside the lane and two lines of hills: what passes by, so that speed can be seen. */
export function createBackdrop(scene: Scene): SceneExtension {
  const stone = new MeshBasicMaterial({ vertexColors: true, toneMapped: false });
  const nearMaterial = new MeshBasicMaterial({ fog: false, toneMapped: false });
  const farMaterial = new MeshBasicMaterial({ fog: false, toneMapped: false });
  const pillars = createPillars(stone);
  const near = new Mesh(ridgeGeometry(5.2, [3, 7, 16, 31]), nearMaterial);
  const far = new Mesh(ridgeGeometry(9.5, [2, 5, 11, 23]), farMaterial);
  near.position.z = -82;
  far.position.z = -110;
  near.frustumCulled = false;
  far.frustumCulled = false;
  const group = new Group();
  group.add(pillars, near, far);
  scene.add(group);
  return {
    startFrame(frame: FrameState): boolean {
      pillars.position.x = Math.round(frame.focusX / PILLAR_PERIOD) * PILLAR_PERIOD;
      // Hills keep near the camera and drift slowly, as something much further away would.
      near.position.x = frame.focusX - wrap(frame.focusX * 0.35);
      far.position.x = frame.focusX - wrap(frame.focusX * 0.12);
      return false;
    },
    setTheme(theme: ViewerTheme): void {
      const palette = paletteOf(theme);
      stone.color.set(palette.pillar);
      nearMaterial.color.set(palette.ridgeNear);
      farMaterial.color.set(palette.ridgeFar);
    },
    dispose(): void {
      scene.remove(group);
      pillars.geometry.dispose();
      pillars.dispose();
      for (const ridge of [near, far]) ridge.geometry.dispose();
      for (const material of [stone, nearMaterial, farMaterial]) material.dispose();
    },
  };
}
