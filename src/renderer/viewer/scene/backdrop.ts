import { Group, InstancedMesh, Mesh, MeshBasicMaterial } from "three";
import type { Scene } from "three";
import { paletteOf } from "../palette.ts";
import type { FrameState, SceneExtension, ViewerTheme } from "../types.ts";
import {
  FAR_RIDGE,
  NEAR_RIDGE,
  PILLAR_PERIOD,
  pillarGeometry,
  pillarPlaces,
  ridgeGeometry,
  ridgeMiddle,
} from "./backdrop-shapes.ts";

/** of a line of hills */
const COLUMNS = 480;

/** Six-sided stones beside the lane and two lines of hills: what passes by, so that speed can be seen. */
export function createBackdrop(scene: Scene): SceneExtension {
  const stone = new MeshBasicMaterial({ vertexColors: true, toneMapped: false });
  const nearMaterial = new MeshBasicMaterial({ fog: false, toneMapped: false });
  const farMaterial = new MeshBasicMaterial({ fog: false, toneMapped: false });
  const places = pillarPlaces();
  const pillars = new InstancedMesh(pillarGeometry(), stone, places.length);
  places.forEach((place, i) => pillars.setMatrixAt(i, place));
  pillars.frustumCulled = false;
  const near = new Mesh(ridgeGeometry(NEAR_RIDGE, COLUMNS), nearMaterial);
  const far = new Mesh(ridgeGeometry(FAR_RIDGE, COLUMNS), farMaterial);
  near.position.z = -NEAR_RIDGE.away;
  far.position.z = -FAR_RIDGE.away;
  near.frustumCulled = false;
  far.frustumCulled = false;
  const group = new Group();
  group.add(pillars, near, far);
  scene.add(group);
  return {
    startFrame(frame: FrameState): boolean {
      pillars.position.x = Math.round(frame.focusX / PILLAR_PERIOD) * PILLAR_PERIOD;
      near.position.x = ridgeMiddle(NEAR_RIDGE, frame.focusX);
      far.position.x = ridgeMiddle(FAR_RIDGE, frame.focusX);
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
