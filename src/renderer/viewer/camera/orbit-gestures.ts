import type { PointerInput } from "../messages.ts";
import type { FollowCamera } from "./follow-camera.ts";

/** radians per CSS pixel dragged */
const DRAG = 0.006;
/** share of the distance per CSS pixel of the wheel, at most so many pixels at once */
const WHEEL = 0.0015;
const WHEEL_MOST = 120;

/** Mouse and touch at the camera: drag orbits, wheel and pinch zoom. Each tells whether the camera was moved. */
export interface OrbitGestures {
  take(input: PointerInput): boolean;
  zoom(delta: number): boolean;
  /** forgets the pointers that are down */
  drop(): void;
}

export function createOrbitGestures(camera: Pick<FollowCamera, "orbitBy" | "zoomBy">): OrbitGestures {
  const pointers = new Map<number, { left: number; top: number }>();
  const spread = (): number => {
    const [first, second] = [...pointers.values()];
    return first === undefined || second === undefined
      ? 0
      : Math.hypot(first.left - second.left, first.top - second.top);
  };
  const move = ({ pointer, left, top }: PointerInput): boolean => {
    const last = pointers.get(pointer);
    if (last === undefined) return false;
    const before = spread();
    const dx = left - last.left;
    const dy = top - last.top;
    Object.assign(last, { left, top });
    if (pointers.size === 1) camera.orbitBy(-dx * DRAG, dy * DRAG);
    else if (before > 0 && spread() > 0) camera.zoomBy(before / spread());
    return true;
  };
  return {
    take(input: PointerInput): boolean {
      if (input.kind === "move") return move(input);
      if (input.kind === "down") pointers.set(input.pointer, { left: input.left, top: input.top });
      else pointers.delete(input.pointer);
      return false;
    },
    zoom(delta: number): boolean {
      camera.zoomBy(Math.exp(Math.max(-WHEEL_MOST, Math.min(WHEEL_MOST, delta)) * WHEEL));
      return true;
    },
    drop: () => pointers.clear(),
  };
}
