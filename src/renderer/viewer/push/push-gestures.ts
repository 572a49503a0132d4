import { Raycaster, Vector2 } from "three";
import type { Camera } from "three";
import type { Push } from "../../../shared/sim/types.ts";
import { CAPSULES } from "../hopper-shape.ts";
import type { PointerInput } from "../messages.ts";
import { LEAST_PUSH, dragImpulse } from "./drag-impulse.ts";
import type { Impulse } from "./drag-impulse.ts";
import { pickBody } from "./pick-body.ts";
import type { Ray } from "./pick-body.ts";

export interface PushGesturesOptions {
  readonly camera: Camera;
  /** as they are drawn: 4 × [x, z, pitch] */
  readonly poses: Float32Array;
  /** somebody takes pushes; else nothing can be grabbed */
  pushable(): boolean;
  /** the drag as it stands; null: none */
  show(body: number, impulse: Impulse | null): void;
  push(push: Push): void;
  /** the pointer is over a body that a drag would push, or no longer; told at changes */
  aim(aims: boolean): void;
}

/** Shift and drag on a body of the hopper pushes it when let go; a drag taken back to where it began pushes nothing. */
export interface PushGestures {
  /** true: it belongs to a push, and nobody else may act on it */
  take(input: PointerInput): boolean;
}

interface Drag {
  readonly pointer: number;
  readonly body: number;
  readonly from: Vector2;
  impulse: Impulse;
}

const NOTHING: Impulse = { x: 0, z: 0 };

export function createPushGestures(options: PushGesturesOptions): PushGestures {
  const { camera, poses, pushable, show, push, aim } = options;
  const caster = new Raycaster();
  let drag: Drag | null = null;
  let aims = false;

  const rayOf = (point: Vector2): Ray => {
    caster.setFromCamera(point, camera);
    const { origin, direction } = caster.ray;
    return { origin: [origin.x, origin.y, origin.z], direction: [direction.x, direction.y, direction.z] };
  };
  const bodyAt = ({ shift, x, y }: PointerInput): number | null =>
    shift && pushable() ? pickBody(rayOf(new Vector2(x, y)), poses) : null;
  const setAim = (next: boolean): void => {
    if (next !== aims) aim(next);
    aims = next;
  };
  const end = (): void => {
    if (drag === null) return;
    show(drag.body, null);
    drag = null;
    setAim(false);
  };
  const down = (input: PointerInput): boolean => {
    if (drag !== null) return true;
    const body = input.main ? bodyAt(input) : null;
    if (body === null) return false;
    drag = { pointer: input.pointer, body, from: new Vector2(input.x, input.y), impulse: NOTHING };
    setAim(true);
    show(body, NOTHING);
    return true;
  };
  const move = (input: PointerInput): boolean => {
    if (drag === null) {
      if (!input.pressed) setAim(bodyAt(input) !== null);
      return false;
    }
    if (input.pointer !== drag.pointer) return true;
    // Where the line of sight runs along the plane, the last impulse stands.
    drag.impulse = dragImpulse(rayOf(drag.from), rayOf(new Vector2(input.x, input.y))) ?? drag.impulse;
    show(drag.body, drag.impulse);
    return true;
  };
  const up = (input: PointerInput): boolean => {
    if (drag?.pointer !== input.pointer) return false;
    const { body, impulse } = drag;
    const name = CAPSULES[body]?.body;
    end();
    if (input.kind === "up" && name !== undefined && Math.sqrt(impulse.x ** 2 + impulse.z ** 2) >= LEAST_PUSH)
      push({ body: name, ...impulse });
    return true;
  };
  return {
    take(input: PointerInput): boolean {
      if (input.kind === "down") return down(input);
      return input.kind === "move" ? move(input) : up(input);
    },
  };
}
