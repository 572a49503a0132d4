import { BoxGeometry, CircleGeometry, Color, Group, Mesh, MeshBasicMaterial } from "three";
import type { Scene } from "three";
import { CAPSULES, JOINTS } from "../hopper-shape.ts";
import { paletteOf } from "../palette.ts";
import type { FrameState, SceneExtension, ShownLimit, ViewerTheme } from "../types.ts";
import { createPushLabel } from "./push-label.ts";

/** m */
const REACH = 0.56;
const THICKNESS = 0.012;
/** m to either side of the torso */
const FLOOR_HALF = 0.75;
const LABEL_OFFSET = 0.1;
/** m from the hip, away from the side that it leans to */
const BESIDE = { x: 0.36, z: 0.3 } as const;
/** over the hopper, below a push that is aimed */
const ON_TOP = 9;

/** A limit of the torso, drawn where it is: the wedge that it may lean in, or the height that it may sink to. */
export interface LimitCue extends SceneExtension {
  /** null: none */
  show(limit: ShownLimit | null): void;
}

/** The torso's own line and number turn red where they are beyond the limit. */
export function createLimitCue(scene: Scene): LimitCue {
  const common = { toneMapped: false, depthTest: false, transparent: true, fog: false } as const;
  const limitMaterial = new MeshBasicMaterial(common);
  const areaMaterial = new MeshBasicMaterial({ ...common, opacity: 0.16 });
  const ownMaterial = new MeshBasicMaterial(common);
  const bar = new BoxGeometry(1, THICKNESS, THICKNESS);
  bar.translate(0.5, 0, 0);
  const line = (material: MeshBasicMaterial): Mesh => new Mesh(bar, material);
  const [left, right, floor] = [line(limitMaterial), line(limitMaterial), line(limitMaterial)];
  const [own, low] = [line(ownMaterial), line(ownMaterial)];
  const area = new Mesh(new CircleGeometry(REACH, 24), areaMaterial);
  const label = createPushLabel();
  const wedge = new Group();
  wedge.add(area, left, right, own);
  const level = new Group();
  level.add(floor, low);
  const group = new Group();
  group.add(wedge, level, label.sprite);
  group.visible = false;
  scene.add(group);
  for (const part of [area, left, right, own, floor, low, label.sprite]) part.renderOrder = ON_TOP;
  for (const edge of [left, right]) edge.scale.x = REACH;
  own.scale.x = REACH + 0.05;
  floor.scale.x = 2 * FLOOR_HALF;
  floor.position.x = -FLOOR_HALF;
  const torso = CAPSULES[0];
  low.scale.x = 6 * torso.radius;
  low.position.x = -3 * torso.radius;
  const [hipX, hipZ] = JOINTS[0]?.anchor ?? [0, 0];
  const within = new Color();
  const beyond = new Color(0xff4d3d);
  let limit: ShownLimit | null = null;

  const showLean = (most: number, x: number, z: number, pitch: number): void => {
    wedge.position.set(
      x + hipX * Math.cos(pitch) + hipZ * Math.sin(pitch),
      z + hipZ * Math.cos(pitch) - hipX * Math.sin(pitch),
      0,
    );
    own.rotation.z = Math.PI / 2 - pitch;
    label.sprite.position.set(wedge.position.x + (pitch > 0 ? -BESIDE.x : BESIDE.x), wedge.position.y + BESIDE.z, 0);
    ownMaterial.color.copy(Math.abs(pitch) > most ? beyond : within);
    label.write(`${((Math.abs(pitch) * 180) / Math.PI).toFixed(1)}°`);
  };
  const showHeight = (least: number, x: number, z: number): void => {
    level.position.x = x;
    floor.position.y = least;
    low.position.y = z;
    label.sprite.position.set(x + FLOOR_HALF - LABEL_OFFSET, z + LABEL_OFFSET, 0);
    ownMaterial.color.copy(z < least ? beyond : within);
    label.write(`${z.toFixed(2)} m`);
  };
  return {
    show(next): void {
      limit = next;
      group.visible = limit !== null;
      wedge.visible = limit?.kind === "pitch";
      level.visible = limit?.kind === "height";
      if (limit?.kind !== "pitch") return;
      area.geometry.dispose();
      area.geometry = new CircleGeometry(REACH, 24, Math.PI / 2 - limit.most, 2 * limit.most);
      left.rotation.z = Math.PI / 2 + limit.most;
      right.rotation.z = Math.PI / 2 - limit.most;
    },
    startFrame({ poses }: FrameState): boolean {
      const [x, z, pitch] = [poses[0] ?? 0, poses[1] ?? 0, poses[2] ?? 0];
      if (limit?.kind === "pitch") showLean(limit.most, x, z, pitch);
      else if (limit?.kind === "height") showHeight(limit.least, x, z);
      return false;
    },
    setTheme(theme: ViewerTheme): void {
      const palette = paletteOf(theme);
      limitMaterial.color.set(palette.command);
      areaMaterial.color.set(palette.command);
      within.set(palette.actual);
      label.setTheme(theme);
    },
    dispose(): void {
      scene.remove(group);
      bar.dispose();
      area.geometry.dispose();
      for (const material of [limitMaterial, areaMaterial, ownMaterial]) material.dispose();
      label.dispose();
    },
  };
}
