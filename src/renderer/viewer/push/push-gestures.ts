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

/**
 * Shift and drag on a body of the hopper pushes it when let go; a drag taken back to where it began pushes nothing. A
 * finger has no Shift: it rests on the body for a moment, until the arrow's ring shows, and then drags.
 */
export interface PushGestures {
  /** true: it belongs to a push, and nobody else may act on it; a pointer's end is for everybody */
  take(input: PointerInput): boolean;
  /** forgets what was begun, and pushes nothing */
  drop(): void;
}

interface Drag {
  readonly pointer: number;
  readonly body: number;
  readonly from: Vector2;
  impulse: Impulse;
}

/** A finger that rests on a body, for now. */
interface Rest {
  readonly pointer: number;
  readonly body: number;
  readonly left: number;
  readonly top: number;
  /** where it is at the moment */
  at: Vector2;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** ms that a finger rests before it pushes */
export const REST_TIME = 350;
/** CSS pixels that it may wander meanwhile: one that looks around moves at once */
const WANDER = 12;

const NOTHING: Impulse = { x: 0, z: 0 };

export function createPushGestures(options: PushGesturesOptions): PushGestures {
  const { camera, poses, pushable, show, push, aim } = options;
  const caster = new Raycaster();
  let drag: Drag | null = null;
  let rest: Rest | null = null;
  let aims = false;

  const rayOf = (point: Vector2): Ray => {
    caster.setFromCamera(point, camera);
    const { origin, direction } = caster.ray;
    return { origin: [origin.x, origin.y, origin.z], direction: [direction.x, direction.y, direction.z] };
  };
  const bodyAt = ({ x, y }: PointerInput): number | null =>
    pushable() ? pickBody(rayOf(new Vector2(x, y)), poses) : null;
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
  const begin = (pointer: number, body: number, from: Vector2): void => {
    drag = { pointer, body, from, impulse: NOTHING };
    setAim(true);
    show(body, NOTHING);
  };
  const stir = (): void => {
    if (rest !== null) clearTimeout(rest.timer);
    rest = null;
  };
  const settle = ({ pointer, left, top, x, y }: PointerInput, body: number): void => {
    const timer = setTimeout(() => {
      const at = rest?.at;
      rest = null;
      if (at !== undefined && pushable()) begin(pointer, body, at);
    }, REST_TIME);
    rest = { pointer, body, left, top, at: new Vector2(x, y), timer };
  };
  const down = (input: PointerInput): boolean => {
    if (drag !== null) return true;
    // A second finger makes a pinch.
    const isFirst = rest === null;
    stir();
    const mayPush = input.main && (input.shift || (input.touch && isFirst));
    const body = mayPush ? bodyAt(input) : null;
    if (body === null) return false;
    if (!input.shift) {
      settle(input, body);
      return false;
    }
    begin(input.pointer, body, new Vector2(input.x, input.y));
    return true;
  };
  const move = (input: PointerInput): boolean => {
    if (drag === null) {
      if (!input.pressed) setAim(input.shift && bodyAt(input) !== null);
      if (rest?.pointer === input.pointer) {
        rest.at.set(input.x, input.y);
        if (Math.hypot(input.left - rest.left, input.top - rest.top) > WANDER) stir();
      }
      return false;
    }
    if (input.pointer !== drag.pointer) return true;
    // Where the line of sight runs along the plane, the last impulse stands.
    drag.impulse = dragImpulse(rayOf(drag.from), rayOf(new Vector2(input.x, input.y))) ?? drag.impulse;
    show(drag.body, drag.impulse);
    return true;
  };
  const up = (input: PointerInput): void => {
    if (rest?.pointer === input.pointer) stir();
    if (drag?.pointer !== input.pointer) return;
    const { body, impulse } = drag;
    const name = CAPSULES[body]?.body;
    end();
    if (input.kind === "up" && name !== undefined && Math.sqrt(impulse.x ** 2 + impulse.z ** 2) >= LEAST_PUSH)
      push({ body: name, ...impulse });
  };
  return {
    take(input: PointerInput): boolean {
      if (input.kind === "down") return down(input);
      if (input.kind === "move") return move(input);
      up(input);
      return false;
    },
    drop(): void {
      stir();
      end();
      setAim(false);
    },
  };
}
