import { sharedClock } from "../drive/shared-clock.ts";
import type { FromScene, ToScene } from "./messages.ts";

/** The page's end of a scene, wherever that is drawn. */
export interface ScenePort {
  /** where it is drawn */
  readonly place: "worker" | "page";
  send(message: ToScene): void;
  dispose(): void;
}

/** Starts a scene; whatever goes wrong is told as "failed". */
export type StartScene = (listen: (message: FromScene) => void) => ScenePort;

/** Whether this browser can be asked to draw in a worker; whether it can draw there, only the worker finds out. */
export function mayDrawInWorker(): boolean {
  return (
    typeof Worker !== "undefined" &&
    typeof OffscreenCanvas !== "undefined" &&
    typeof SharedArrayBuffer !== "undefined" &&
    "transferControlToOffscreen" in HTMLCanvasElement.prototype &&
    hasGraphics()
  );
}

let graphics: boolean | null = null;

/**
 * Who switched 3D off in the browser means workers too, but Chromium refuses it to pages only. Asked once: the answer
 * comes from the browser's drawing process, and the page would wait until that has drawn what it is at.
 */
function hasGraphics(): boolean {
  if (graphics !== null) return graphics;
  const probe = document.createElement("canvas").getContext("webgl2");
  probe?.getExtension("WEBGL_lose_context")?.loseContext();
  graphics = probe !== null;
  return graphics;
}

/** In a worker of its own, so that a slow picture keeps nobody from looking after the gamepad. */
export const startSceneInWorker: StartScene = (listen) => {
  const worker = new Worker(new URL("./scene-worker.ts", import.meta.url), { type: "module", name: "scene" });
  worker.onmessage = (event: MessageEvent<FromScene>): void => listen(event.data);
  worker.onerror = (event): void => listen({ type: "failed", message: event.message || "its worker did not start" });
  return {
    place: "worker",
    send(message): void {
      if (message.type !== "init") return worker.postMessage(message);
      worker.postMessage({ ...message, lead: sharedClock.lead() } satisfies ToScene, [
        message.canvas as OffscreenCanvas,
      ]);
    },
    dispose(): void {
      worker.onmessage = null;
      worker.onerror = null;
      worker.terminate();
    },
  };
};

/** In the page itself, whose program for it is loaded only then. */
export const startSceneInPage: StartScene = (listen) => {
  const waiting: ToScene[] = [];
  let disposed = false;
  let take = (message: ToScene): void => void waiting.push(message);
  import("./scene-host.ts").then(
    ({ createSceneHost }) => {
      if (disposed) return;
      take = createSceneHost({ mayWait: false, post: listen });
      for (const message of waiting) take(message);
    },
    (error: unknown) => listen({ type: "failed", message: String(error) }),
  );
  return {
    place: "page",
    send: (message) => take(message),
    dispose(): void {
      disposed = true;
      take({ type: "dispose" });
    },
  };
};
