import type { FollowCamera } from "./follow-camera.ts";

/** radians per CSS pixel dragged */
const DRAG = 0.006;

/**
 * Mouse and touch on the canvas: drag orbits, wheel and pinch zoom, double click or double tap resets. `wake` is called
 * after each change, so that a resting scene draws again. Returns the removal of all listeners.
 */
export function attachOrbitInput(canvas: HTMLCanvasElement, camera: FollowCamera, wake: () => void): () => void {
  const pointers = new Map<number, { x: number; y: number }>();
  const spread = (): number => {
    const [first, second] = [...pointers.values()];
    return first === undefined || second === undefined ? 0 : Math.hypot(first.x - second.x, first.y - second.y);
  };
  const down = (event: PointerEvent): void => {
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    canvas.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent): void => {
    const last = pointers.get(event.pointerId);
    if (last === undefined) return;
    const before = spread();
    const dx = event.clientX - last.x;
    const dy = event.clientY - last.y;
    last.x = event.clientX;
    last.y = event.clientY;
    if (pointers.size === 1) camera.orbitBy(-dx * DRAG, dy * DRAG);
    else if (before > 0 && spread() > 0) camera.zoomBy(before / spread());
    wake();
  };
  const up = (event: PointerEvent): void => {
    pointers.delete(event.pointerId);
  };
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    camera.zoomBy(Math.exp(Math.max(-120, Math.min(120, event.deltaY)) * 0.0015));
    wake();
  };
  const reset = (): void => {
    camera.reset();
    wake();
  };
  const removals: (() => void)[] = [];
  const listen = <K extends keyof HTMLElementEventMap>(
    type: K,
    handler: (event: HTMLElementEventMap[K]) => void,
    options?: AddEventListenerOptions,
  ): void => {
    canvas.addEventListener(type, handler, options);
    removals.push(() => canvas.removeEventListener(type, handler, options));
  };
  listen("pointerdown", down);
  listen("pointermove", move);
  listen("pointerup", up);
  listen("pointercancel", up);
  listen("wheel", wheel, { passive: false });
  listen("dblclick", reset);
  canvas.style.touchAction = "none";
  return () => {
    for (const remove of removals) remove();
  };
}
