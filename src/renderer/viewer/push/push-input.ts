import { Raycaster, Vector2 } from "three";
import type { Camera } from "three";
import type { Push } from "../../../shared/sim/types.ts";
import { CAPSULES } from "../hopper-shape.ts";
import { LEAST_PUSH, dragImpulse } from "./drag-impulse.ts";
import type { Impulse } from "./drag-impulse.ts";
import { pickBody } from "./pick-body.ts";
import type { Ray } from "./pick-body.ts";

export interface PushInputOptions {
  readonly canvas: HTMLCanvasElement;
  readonly camera: Camera;
  /** as they are drawn: 4 × [x, z, pitch] */
  readonly poses: Float32Array;
  /** who takes pushes; null: nobody does, and nothing can be grabbed */
  receiver(): ((push: Push) => void) | null;
  /** the drag as it stands; null: none */
  show(body: number, impulse: Impulse | null): void;
}

interface Drag {
  readonly pointer: number;
  readonly body: number;
  readonly from: Vector2;
  impulse: Impulse;
}

const NOTHING: Impulse = { x: 0, z: 0 };

/**
 * Shift and drag on a body of the hopper pushes it when let go; a drag taken back to where it began pushes nothing. Must
 * be attached before the orbit's listeners, which do not hear of such a drag. Returns the removal of all listeners.
 */
export function attachPushInput({ canvas, camera, poses, receiver, show }: PushInputOptions): () => void {
  const caster = new Raycaster();
  let drag: Drag | null = null;

  const pointOf = (event: PointerEvent): Vector2 => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return new Vector2(((event.clientX - left) / width) * 2 - 1, 1 - ((event.clientY - top) / height) * 2);
  };
  const rayOf = (point: Vector2): Ray => {
    caster.setFromCamera(point, camera);
    const { origin, direction } = caster.ray;
    return { origin: [origin.x, origin.y, origin.z], direction: [direction.x, direction.y, direction.z] };
  };
  const bodyAt = (event: PointerEvent): number | null =>
    event.shiftKey && receiver() !== null ? pickBody(rayOf(pointOf(event)), poses) : null;
  const end = (): void => {
    if (drag === null) return;
    show(drag.body, null);
    drag = null;
    canvas.style.cursor = "";
  };

  const down = (event: PointerEvent): void => {
    if (drag !== null) return event.stopImmediatePropagation();
    const body = event.button === 0 ? bodyAt(event) : null;
    if (body === null) return;
    event.stopImmediatePropagation();
    canvas.setPointerCapture(event.pointerId);
    drag = { pointer: event.pointerId, body, from: pointOf(event), impulse: NOTHING };
    show(body, NOTHING);
  };
  const move = (event: PointerEvent): void => {
    if (drag === null) {
      if (event.buttons === 0) canvas.style.cursor = bodyAt(event) === null ? "" : "crosshair";
      return;
    }
    event.stopImmediatePropagation();
    if (event.pointerId !== drag.pointer) return;
    // Where the line of sight runs along the plane, the last impulse stands.
    drag.impulse = dragImpulse(rayOf(drag.from), rayOf(pointOf(event))) ?? drag.impulse;
    show(drag.body, drag.impulse);
  };
  const up = (event: PointerEvent): void => {
    if (drag?.pointer !== event.pointerId) return;
    const { body, impulse } = drag;
    const name = CAPSULES[body]?.body;
    end();
    if (name === undefined || Math.sqrt(impulse.x ** 2 + impulse.z ** 2) < LEAST_PUSH) return;
    receiver()?.({ body: name, ...impulse });
  };
  const cancel = (event: PointerEvent): void => {
    if (drag?.pointer === event.pointerId) end();
  };
  const listeners = { pointerdown: down, pointermove: move, pointerup: up, pointercancel: cancel } as const;
  for (const [type, listener] of Object.entries(listeners) as [keyof typeof listeners, typeof down][])
    canvas.addEventListener(type, listener);
  canvas.addEventListener("lostpointercapture", cancel);
  return () => {
    for (const [type, listener] of Object.entries(listeners) as [keyof typeof listeners, typeof down][])
      canvas.removeEventListener(type, listener);
    canvas.removeEventListener("lostpointercapture", cancel);
  };
}
