import { Fog, Scene } from "three";
import { assertNever } from "../../shared/base/assert-never.ts";
import { createFollowCamera } from "./camera/follow-camera.ts";
import { createOrbitGestures } from "./camera/orbit-gestures.ts";
import { createRestingPace, EVERY_FRAME } from "./draw-pace.ts";
import { openFrameSource } from "./frame-source.ts";
import { createFrameTimes } from "./frame-times.ts";
import { openGraphics } from "./graphics.ts";
import { interpolatePoses } from "./interpolate-poses.ts";
import type { FromScene, ToScene } from "./messages.ts";
import { HAZE, paletteOf } from "./palette.ts";
import { createPushGestures } from "./push/push-gestures.ts";
import { createQualityGovernor, GPU_BOUNDS, SOFTWARE_BOUNDS } from "./quality-governor.ts";
import { createSceneParts } from "./scene/scene-parts.ts";
import { createPhysicsFrame } from "./types.ts";
import type { PhysicsFrame, PoseSource, ViewerTheme } from "./types.ts";

/** What the scene is told once it is made. */
export type SceneMessage = Exclude<ToScene, { type: "init" }>;

/** The 3D scene in the thread that draws it. It knows no page: whatever it needs to know, it is told. */
export interface SceneCore {
  take(message: SceneMessage): void;
}

export interface SceneOptions {
  readonly canvas: OffscreenCanvas | HTMLCanvasElement;
  /** the thread has nothing else to do, and may wait for a picture that the processor draws */
  readonly mayWait: boolean;
  post(message: FromScene): void;
}

/** Standing still at the start line, until a source says otherwise. */
const STANDING = [0, 1.25, 0, 0, 0.825, 0, 0, 0.35, 0, 0.065, 0.1, 0] as const;
/** ms; a display frame's own time is not further from now than this, or it is of another clock */
const SAME_CLOCK = 34;
/** ms */
const REPORT = 1000;
/** ms; a gap after a time out of sight and a first picture, whose programs are compiled, say nothing about the machine */
const TOO_LONG = 1000;

function createStandingFrame(): PhysicsFrame {
  const frame = createPhysicsFrame();
  frame.current.set(STANDING);
  return frame;
}

/** Makes the scene; throws where there is no WebGL 2. It rests until it is told to be visible. */
export function createScene({ canvas, mayWait, post }: SceneOptions): SceneCore {
  const { renderer, software, finish } = openGraphics(canvas);
  const scene = new Scene();
  const fog = new Fog(0, HAZE.near, HAZE.far);
  scene.fog = fog;
  const view = createFollowCamera();
  let reducedMotion = false;
  const parts = createSceneParts(scene, renderer, software, () => reducedMotion);
  const governor = createQualityGovernor(software ? SOFTWARE_BOUNDS : GPU_BOUNDS);
  const pace = software ? createRestingPace() : EVERY_FRAME;
  let times = createFrameTimes();
  let physics = createStandingFrame();
  const poses = new Float32Array(12);
  let source: PoseSource | null = null;
  let pushable = false;
  let theme: ViewerTheme = "dark";
  /** the parts have the theme: they are given it with the next picture, since reflections cost */
  let themed = false;
  let size = { width: 1, height: 1, ratio: 1 };
  /** CSS pixels */
  let inset = 0;
  let resized = true;
  let visible = false;
  let awake = true;
  let epoch = -1;
  let lastDrawn = 0;
  let lastReport = 0;
  /** when the frame began that the page's own thread could not wait for */
  let unfinished: number | null = null;
  /** since it was made or parked */
  let frames = 0;
  let shown = false;
  let request = 0;

  const wake = (): void => {
    awake = true;
  };
  const orbit = createOrbitGestures(view);
  const pushes = createPushGestures({
    camera: view.camera,
    poses,
    pushable: () => pushable,
    show: (body, impulse) => {
      parts.pushArrow.show(body, impulse);
      wake();
    },
    push: (push) => post({ type: "push", push }),
    aim: (aims) => post({ type: "aim", aims }),
  });

  const applySize = (): void => {
    resized = false;
    parts.lights?.setShadowSize(governor.level.shadowSize);
    renderer.setPixelRatio(Math.min(size.ratio, governor.level.pixelRatio));
    renderer.setSize(size.width, size.height, false);
    view.resize(size.width / size.height);
    view.cover(inset / size.width, true);
  };
  const applyTheme = (): void => {
    themed = true;
    fog.color.set(paletteOf(theme).horizon);
    for (const part of parts.all) part.setTheme(theme);
    wake();
  };
  const retheme = (): void => {
    themed = false;
    wake();
  };
  const judge = (milliseconds: number): void => {
    if (milliseconds > 0 && milliseconds < TOO_LONG && governor.frame(milliseconds)) resized = true;
  };
  const report = (now: number): void => {
    if (now - lastReport < REPORT) return;
    lastReport = now;
    const [frameP50, frameP99] = [times.percentile(0.5), times.percentile(0.99)];
    post({ type: "stats", stats: { frameP50, frameP99, quality: governor.index, frames } });
  };
  /** A picture that the processor draws costs what it takes; by a GPU only the gaps between two tell what it costs. */
  const account = (from: number, to: number): void => {
    pace.drew(from, to, physics.missed);
    if (software) judge(to - from);
  };
  const draw = (now: number): void => {
    if (source !== null) source.read(physics);
    const before = poses[0] ?? 0;
    const beforeHeight = poses[1] ?? 0;
    interpolatePoses(physics, now, poses);
    const jumped = physics.epoch !== epoch;
    epoch = physics.epoch;
    const gap = now - lastDrawn;
    lastDrawn = now;
    const dt = Math.min(0.1, Math.max(0, gap / 1000));
    if (!themed) applyTheme();
    if (resized) {
      applySize();
      wake();
    }
    const cameraMoves = view.update(poses[0] ?? 0, poses[1] ?? 0, physics.speed, dt, jumped);
    if (!jumped && !cameraMoves && poses[0] === before && poses[1] === beforeHeight && !awake) return;
    const { speed, command, contact } = physics;
    const state = { poses, speed, command, contact, jumped, now, dt, focusX: view.focusX };
    const from = performance.now();
    awake = false;
    for (const part of parts.all) if (part.startFrame(state)) awake = true;
    renderer.render(scene, view.camera);
    frames += 1;
    if (gap < TOO_LONG) times.add(gap);
    if (!software) judge(gap);
    else if (mayWait) {
      finish();
      account(from, performance.now());
    } else unfinished = from;
  };
  const turn = (stamp: number): void => {
    request = requestAnimationFrame(turn);
    const clock = performance.now();
    if (unfinished !== null) account(unfinished, clock);
    unfinished = null;
    // What was drawn in one turn is on the canvas by the next.
    if (!shown && frames > 0) {
      shown = true;
      post({ type: "shown" });
    }
    const now = Math.abs(clock - stamp) < SAME_CLOCK ? stamp : clock;
    if (pace.due(clock)) draw(now);
    report(clock);
  };
  const pauseOrRun = (): void => {
    cancelAnimationFrame(request);
    unfinished = null;
    if (!visible) return;
    wake();
    lastDrawn = performance.now();
    request = requestAnimationFrame(turn);
  };
  const onLost = (): void => post({ type: "context", lost: true });
  const onRestored = (): void => {
    // Reflections are drawn, not loaded: the renderer cannot bring them back by itself.
    retheme();
    resized = true;
    post({ type: "context", lost: false });
  };
  canvas.addEventListener("webglcontextlost", onLost);
  canvas.addEventListener("webglcontextrestored", onRestored);

  const park = (): void => {
    visible = false;
    pauseOrRun();
    source = null;
    pushable = false;
    orbit.drop();
    pushes.drop();
    parts.ghost.show(null);
    parts.limit.show(null);
    inset = 0;
    view.cover(0, true);
    view.reset();
    // The next picture counts as a jump to the start line: nothing glides there.
    physics = createStandingFrame();
    epoch = -1;
    times = createFrameTimes();
    frames = 0;
    shown = false;
    post({ type: "parked" });
  };
  const dispose = (): void => {
    cancelAnimationFrame(request);
    canvas.removeEventListener("webglcontextlost", onLost);
    canvas.removeEventListener("webglcontextrestored", onRestored);
    for (const part of parts.all) part.dispose();
    renderer.dispose();
    renderer.forceContextLoss();
  };

  return {
    take(message: SceneMessage): void {
      switch (message.type) {
        case "size":
          if (size.width === message.width && size.height === message.height && size.ratio === message.ratio) return;
          size = message;
          resized = true;
          return;
        case "visible":
          ({ visible } = message);
          return pauseOrRun();
        case "theme":
          if (theme === message.theme) return;
          ({ theme } = message);
          return retheme();
        case "reduced-motion":
          reducedMotion = message.reduced;
          return;
        case "source":
          source = message.frames === null ? null : openFrameSource(message.frames);
          epoch = -1;
          return wake();
        case "ghost":
          parts.ghost.show(message.poses);
          return wake();
        case "limit":
          parts.limit.show(message.limit);
          return wake();
        case "inset":
          ({ right: inset } = message);
          view.cover(inset / size.width, reducedMotion);
          return wake();
        case "pushable":
          ({ pushable } = message);
          return;
        case "pointer":
          if (!pushes.take(message.input) && orbit.take(message.input)) wake();
          return;
        case "zoom":
          orbit.zoom(message.delta);
          return wake();
        case "reset-camera":
          view.reset();
          return wake();
        case "park":
          return park();
        case "dispose":
          return dispose();
        default:
          return assertNever(message);
      }
    },
  };
}
