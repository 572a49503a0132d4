import type { PointerInput, ToScene } from "./messages.ts";

const KINDS = {
  pointerdown: "down",
  pointermove: "move",
  pointerup: "up",
  pointercancel: "cancel",
  lostpointercapture: "cancel",
} as const satisfies Readonly<Record<string, PointerInput["kind"]>>;

/**
 * What happens on the canvas, told to the scene: pointers, the wheel, and a double click, which resets the camera. A
 * pointer that only passes is not told unless Shift is held or it aims at something. Returns the removal of all listeners.
 */
export function attachCanvasInput(
  canvas: HTMLCanvasElement,
  send: (message: ToScene) => void,
  isAiming: () => boolean,
): () => void {
  const removals: (() => void)[] = [];
  const listen = <K extends keyof HTMLElementEventMap>(
    type: K,
    handler: (event: HTMLElementEventMap[K]) => void,
    options?: AddEventListenerOptions,
  ): void => {
    canvas.addEventListener(type, handler, options);
    removals.push(() => canvas.removeEventListener(type, handler, options));
  };
  const tell = (kind: PointerInput["kind"], event: PointerEvent): void => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const input: PointerInput = {
      kind,
      pointer: event.pointerId,
      x: ((event.clientX - left) / width) * 2 - 1,
      y: 1 - ((event.clientY - top) / height) * 2,
      left: event.clientX,
      top: event.clientY,
      shift: event.shiftKey,
      touch: event.pointerType !== "mouse",
      main: event.button === 0,
      pressed: event.buttons !== 0,
    };
    send({ type: "pointer", input });
  };
  for (const [type, kind] of Object.entries(KINDS) as [keyof typeof KINDS, PointerInput["kind"]][])
    listen(type, (event) => {
      if (kind === "move" && event.buttons === 0 && !event.shiftKey && !isAiming()) return;
      if (kind === "down") canvas.setPointerCapture(event.pointerId);
      tell(kind, event);
    });
  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    send({ type: "zoom", delta: event.deltaY });
  };
  listen("wheel", onWheel, { passive: false });
  // A finger that rests is about to push, not to ask for a menu.
  listen("contextmenu", (event) => event.preventDefault());
  listen("dblclick", () => send({ type: "reset-camera" }));
  canvas.style.touchAction = "none";
  return () => {
    for (const remove of removals) remove();
  };
}
