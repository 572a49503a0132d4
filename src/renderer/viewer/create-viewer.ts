import type { Failure } from "../../shared/base/failure.ts";
import { assertNever } from "../../shared/base/assert-never.ts";
import type { Push } from "../../shared/sim/types.ts";
import { attachCanvasInput } from "./canvas-input.ts";
import type { FromScene, ToScene, ViewerStats } from "./messages.ts";
import { mayDrawInWorker, startSceneInPage, startSceneInWorker } from "./scene-port.ts";
import type { ScenePort, StartScene } from "./scene-port.ts";
import type { ShownLimit, ViewerTheme } from "./types.ts";
import { cannotDraw, CONTEXT_LOST, stoppedDrawing } from "./viewer-problems.ts";

/** The screen that shows a scene. */
export interface ViewerHost {
  /** of the canvas */
  readonly className: string;
  readonly reducedMotion: boolean;
  readonly theme: ViewerTheme;
  /** why there is no picture; null: there is one again */
  onProblem(problem: Failure | null): void;
}

export interface ViewerOptions extends ViewerHost {
  /** in the order in which they are tried; the page's own unless a test says otherwise */
  readonly places?: readonly StartScene[];
}

/** The 3D scene on a canvas of its own. It shows the states that are left in a mailbox and owns no physics. */
export interface Viewer {
  /** the mailbox that frames are left in; null: nothing moves */
  setSource(frames: ArrayBufferLike | null): void;
  setTheme(theme: ViewerTheme): void;
  setReducedMotion(reduced: boolean): void;
  /** who takes the pushes of Shift and drag; null: a drag with Shift orbits as without */
  setPushReceiver(receiver: ((push: Push) => void) | null): void;
  /** another state of the hopper beside the shown one, translucent: 4 × [x, z, pitch]; null: none */
  setGhost(poses: Float32Array | null): void;
  /** what the hopper is measured against; null: nothing */
  setLimit(limit: ShownLimit | null): void;
  /** CSS pixels at the right that something lies over: the hopper is shown in the middle of the rest */
  setInset(right: number): void;
  resetCamera(): void;
  /** as the scene said it last */
  stats(): ViewerStats;
  /** it draws, or is about to: worth keeping for the next screen */
  readonly sound: boolean;
  /** leaves the page: nothing is drawn, and whatever the screen gave it is let go of */
  park(): void;
  /** a parked one comes back as if just made, with its picture at once */
  adopt(parent: HTMLElement, host: ViewerHost): void;
  dispose(): void;
}

/** What a screen says of itself, which the next one has not said. */
const PASSING: readonly ToScene["type"][] = ["source", "pushable", "ghost", "limit", "inset"];

const NO_STATS: ViewerStats = { frameP50: 0, frameP99: 0, quality: 0, frames: 0 };

function placesHere(): readonly StartScene[] {
  return mayDrawInWorker() ? [startSceneInWorker, startSceneInPage] : [startSceneInPage];
}

/**
 * Puts a scene into `parent`. It is drawn in a worker where the browser can, else in the page. A place that fails before
 * its first picture hands over to the next, on another canvas: what was given away once cannot be had back.
 */
export function createViewer(parent: HTMLElement, options: ViewerOptions): Viewer {
  const { places = placesHere() } = options;
  /** null: parked */
  let home: { readonly parent: HTMLElement; readonly host: ViewerHost } | null = null;
  /** what a scene has to know, whenever it starts; the newest of each kind */
  const known = new Map<ToScene["type"], ToScene>();
  let receiver: ((push: Push) => void) | null = null;
  let stats = NO_STATS;
  let canvas: HTMLCanvasElement | null = null;
  let port: ScenePort | null = null;
  let detach = (): void => undefined;
  let ready = false;
  let lost = false;
  let aiming = false;
  /** how often it was told to park and has not said that it did: what it says until then was for another screen */
  let parking = 0;

  const tell = (message: ToScene): void => port?.send(message);
  const keep = (message: ToScene): void => {
    known.set(message.type, message);
    tell(message);
  };
  const stop = (): void => {
    observer.disconnect();
    detach();
    port?.dispose();
    port = null;
    canvas?.remove();
    canvas = null;
  };
  const aim = (aims: boolean): void => {
    aiming = aims;
    if (canvas !== null) canvas.style.cursor = aims ? "crosshair" : "";
  };
  const report = (next: ViewerStats): void => {
    stats = next;
    if (canvas === null) return;
    Object.assign(canvas.dataset, {
      frames: String(stats.frames),
      frameP50: stats.frameP50.toFixed(1),
      frameP99: stats.frameP99.toFixed(1),
      quality: String(stats.quality),
    });
  };
  const onProblem = (problem: Failure | null): void => home?.host.onProblem(problem);
  const take = (message: FromScene, place: number): void => {
    switch (message.type) {
      case "ready":
        ready = true;
        return onProblem(null);
      case "stats":
        return parking > 0 ? undefined : report(message.stats);
      case "shown":
        if (parking === 0) canvas?.setAttribute("data-shown", "");
        return;
      case "parked":
        parking -= 1;
        return;
      case "push":
        return parking > 0 ? undefined : receiver?.(message.push);
      case "aim":
        return parking > 0 ? undefined : aim(message.aims);
      case "context":
        ({ lost } = message);
        return onProblem(lost ? CONTEXT_LOST : null);
      case "failed":
        stop();
        if (home === null) return;
        if (ready) return onProblem(stoppedDrawing(message.message));
        if (place + 1 < places.length) return start(place + 1);
        return onProblem(cannotDraw(message.message));
      default:
        return assertNever(message);
    }
  };
  const measure = (): void => {
    if (canvas === null) return;
    const [width, height] = [Math.max(1, canvas.clientWidth), Math.max(1, canvas.clientHeight)];
    keep({ type: "size", width, height, ratio: window.devicePixelRatio });
  };
  const start = (place: number): void => {
    const begin = places[place];
    if (begin === undefined || home === null) return;
    const made = document.createElement("canvas");
    made.className = home.host.className;
    home.parent.append(made);
    canvas = made;
    parking = 0;
    // One that was stopped may still have something to say, to nobody.
    const started: ScenePort = begin((message) => {
      if (port === started) take(message, place);
    });
    port = started;
    Object.assign(made.dataset, { testid: "scene-canvas", place: started.place });
    tell({ type: "init", canvas: started.place === "worker" ? made.transferControlToOffscreen() : made });
    for (const message of known.values()) tell(message);
    measure();
    observer.observe(made);
    detach = attachCanvasInput(made, tell, () => aiming);
  };
  const observer = new ResizeObserver(measure);
  const showOrHide = (): void => keep({ type: "visible", visible: !document.hidden });
  const settle = (parent: HTMLElement, host: ViewerHost): void => {
    home = { parent, host };
    keep({ type: "theme", theme: host.theme });
    keep({ type: "reduced-motion", reduced: host.reducedMotion });
    document.addEventListener("visibilitychange", showOrHide);
  };
  const leave = (): void => {
    home = null;
    receiver = null;
    stats = NO_STATS;
    observer.disconnect();
    document.removeEventListener("visibilitychange", showOrHide);
  };

  settle(parent, options);
  showOrHide();
  start(0);

  return {
    setSource: (frames) => keep({ type: "source", frames }),
    setTheme: (theme) => keep({ type: "theme", theme }),
    setReducedMotion: (reduced) => keep({ type: "reduced-motion", reduced }),
    setPushReceiver(next): void {
      receiver = next;
      keep({ type: "pushable", pushable: next !== null });
    },
    setGhost: (poses) => keep({ type: "ghost", poses }),
    setLimit: (limit) => keep({ type: "limit", limit }),
    setInset: (right) => keep({ type: "inset", right }),
    resetCamera: () => tell({ type: "reset-camera" }),
    stats: () => stats,
    get sound(): boolean {
      return port !== null && !lost;
    },
    park(): void {
      leave();
      for (const type of PASSING) known.delete(type);
      known.set("visible", { type: "visible", visible: false });
      aim(false);
      parking += 1;
      tell({ type: "park" });
      if (canvas === null) return;
      canvas.remove();
      for (const name of ["shown", "frames", "frameP50", "frameP99", "quality"]) delete canvas.dataset[name];
    },
    adopt(next, host): void {
      settle(next, host);
      if (canvas === null) return;
      canvas.className = host.className;
      next.append(canvas);
      measure();
      observer.observe(canvas);
      showOrHide();
    },
    dispose(): void {
      leave();
      stop();
    },
  };
}
