import { BoxGeometry, CircleGeometry, Color, Group, Mesh, MeshBasicMaterial } from "three";
import type { Scene } from "three";
import { STEADY_PUSH } from "../../../shared/base/push-limits.ts";
import { paletteOf } from "../palette.ts";
import { IMPULSE_PER_METRE } from "../push/drag-impulse.ts";
import type { Impulse } from "../push/drag-impulse.ts";
import type { FrameState, SceneExtension, ViewerTheme } from "../types.ts";
import { createPushLabel } from "./push-label.ts";

/** m */
const HEAD = 0.07;
const THICKNESS = 0.018;
/** m from the arrow's tip to the middle of its label */
const LABEL_OFFSET = 0.13;
/** above everything else in the scene */
const ON_TOP = 10;

/** A push being aimed: an arrow at the body's centre of mass, as long as the push is strong, and its size in words. */
export interface PushArrow extends SceneExtension {
  /** null: nothing is aimed */
  show(body: number, impulse: Impulse | null): void;
}

/** The arrow turns from the command's colour to red where the controller will not keep the balance. */
export function createPushArrow(scene: Scene): PushArrow {
  const material = new MeshBasicMaterial({ toneMapped: false, depthTest: false, transparent: true, fog: false });
  const shaftGeometry = new BoxGeometry(1, THICKNESS, THICKNESS);
  shaftGeometry.translate(0.5, 0, 0);
  const headGeometry = new CircleGeometry(HEAD, 3);
  const shaft = new Mesh(shaftGeometry, material);
  const head = new Mesh(headGeometry, material);
  const arrow = new Group();
  arrow.add(shaft, head);
  const label = createPushLabel();
  for (const part of [shaft, head, label.sprite]) part.renderOrder = ON_TOP;
  const group = new Group();
  group.add(arrow, label.sprite);
  group.visible = false;
  scene.add(group);
  const steady = new Color();
  const strong = new Color(0xff4d3d);
  let body = 0;
  return {
    show(of: number, impulse: Impulse | null): void {
      group.visible = impulse !== null;
      if (impulse === null) return;
      body = of;
      const size = Math.hypot(impulse.x, impulse.z);
      const length = size / IMPULSE_PER_METRE;
      arrow.visible = size > 0;
      arrow.rotation.z = Math.atan2(impulse.z, impulse.x);
      shaft.scale.x = Math.max(0.001, length - HEAD);
      // A triangle's corner lies on the circle at angle 0: the tip.
      head.position.x = length - HEAD;
      material.color.copy(size > STEADY_PUSH ? strong : steady);
      const reach = length + LABEL_OFFSET;
      // A little to the side of the arrow's end, so that the pointer does not hide it.
      label.sprite.position.set(
        size > 0 ? (impulse.x / size) * reach : 0,
        (size > 0 ? (impulse.z / size) * reach : 0) + LABEL_OFFSET,
        0,
      );
      label.write(`${size.toFixed(1)} N·s`);
    },
    startFrame(frame: FrameState): boolean {
      group.position.set(frame.poses[body * 3] ?? 0, frame.poses[body * 3 + 1] ?? 0, 0);
      return group.visible;
    },
    setTheme(theme: ViewerTheme): void {
      steady.set(paletteOf(theme).command);
      label.setTheme(theme);
    },
    dispose(): void {
      scene.remove(group);
      shaftGeometry.dispose();
      headGeometry.dispose();
      material.dispose();
      label.dispose();
    },
  };
}
