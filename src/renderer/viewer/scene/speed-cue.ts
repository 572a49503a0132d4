import { BoxGeometry, Group, Mesh, MeshBasicMaterial, Shape, ShapeGeometry } from "three";
import type { Scene } from "three";
import { paletteOf } from "../palette.ts";
import type { FrameState, SceneExtension, ViewerTheme } from "../types.ts";
import { LANE_HALF_WIDTH } from "./ground.ts";

/** metres of ribbon per m/s: where the hopper will be in this many seconds */
const AHEAD_SECONDS = 0.6;

function chevron(): ShapeGeometry {
  const shape = new Shape();
  shape.moveTo(-0.1, 0.11);
  shape.lineTo(0.02, 0.11);
  shape.lineTo(0.13, 0);
  shape.lineTo(0.02, -0.11);
  shape.lineTo(-0.1, -0.11);
  shape.lineTo(0.01, 0);
  shape.closePath();
  return new ShapeGeometry(shape);
}

/** On the lane's near edge: a ribbon as long as the speed, and a chevron where the command wants its end to be. */
export function createSpeedCue(scene: Scene): SceneExtension {
  const actualMaterial = new MeshBasicMaterial({
    transparent: true,
    opacity: 0.85,
    toneMapped: false,
    depthWrite: false,
  });
  const commandMaterial = new MeshBasicMaterial({
    transparent: true,
    opacity: 0.95,
    toneMapped: false,
    depthWrite: false,
  });
  const ribbonGeometry = new BoxGeometry(1, 0.004, 0.045);
  ribbonGeometry.translate(0.5, 0, 0);
  const ribbon = new Mesh(ribbonGeometry, actualMaterial);
  const markGeometry = chevron();
  const mark = new Mesh(markGeometry, commandMaterial);
  mark.rotation.x = -Math.PI / 2;
  const group = new Group();
  group.add(ribbon, mark);
  group.position.set(0, 0.008, LANE_HALF_WIDTH - 0.22);
  scene.add(group);
  let shownSpeed = 0;
  let shownCommand = 0;
  return {
    startFrame(frame: FrameState): boolean {
      const ease = frame.jumped ? 1 : Math.min(1, frame.dt * 8);
      shownSpeed += (frame.speed - shownSpeed) * ease;
      const commanded = !Number.isNaN(frame.command);
      shownCommand += ((commanded ? frame.command : 0) - shownCommand) * Math.min(1, frame.dt * 14);
      group.position.x = frame.poses[0] ?? 0;
      const length = shownSpeed * AHEAD_SECONDS;
      ribbon.scale.x = Math.abs(length) < 0.01 ? 0.01 : length;
      mark.visible = commanded;
      mark.position.x = shownCommand * AHEAD_SECONDS;
      mark.scale.x = shownCommand < -0.02 ? -1 : 1;
      return Math.abs(frame.speed - shownSpeed) > 0.01 || (commanded && Math.abs(frame.command - shownCommand) > 0.01);
    },
    setTheme(theme: ViewerTheme): void {
      const palette = paletteOf(theme);
      actualMaterial.color.set(palette.actual);
      commandMaterial.color.set(palette.command);
    },
    dispose(): void {
      scene.remove(group);
      ribbonGeometry.dispose();
      markGeometry.dispose();
      actualMaterial.dispose();
      commandMaterial.dispose();
    },
  };
}
