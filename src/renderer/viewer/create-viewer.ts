import type { Push } from "../../shared/sim/types.ts";
import { Fog, NeutralToneMapping, PCFShadowMap, Scene, WebGLRenderer } from "three";
import { attachOrbitInput } from "./camera/orbit-input.ts";
import { createFollowCamera } from "./camera/follow-camera.ts";
import { createFrameTimes } from "./frame-times.ts";
import { interpolatePoses } from "./interpolate-poses.ts";
import { HAZE, paletteOf } from "./palette.ts";
import { attachPushInput } from "./push/push-input.ts";
import { createQualityGovernor } from "./quality-governor.ts";
import { createBackdrop } from "./scene/backdrop.ts";
import { createContactCue } from "./scene/contact-cue.ts";
import { createDistanceLabels } from "./scene/distance-labels.ts";
import { createGhostBody } from "./scene/ghost-body.ts";
import { createGround } from "./scene/ground.ts";
import { createHopperBody } from "./scene/hopper-body.ts";
import { createLights } from "./scene/lights.ts";
import { createPushArrow } from "./scene/push-arrow.ts";
import { createSky } from "./scene/sky.ts";
import { createSpeedCue } from "./scene/speed-cue.ts";
import { createStartLine } from "./scene/start-line.ts";
import { createTrail } from "./scene/trail.ts";
import { createPhysicsFrame } from "./types.ts";
import type { PoseSource, SceneExtension, ViewerTheme } from "./types.ts";

export interface ViewerOptions {
  readonly reducedMotion: boolean;
  readonly theme: ViewerTheme;
}

/** Times between frames (ms), and the quality in use. */
export interface ViewerStats {
  readonly frameP50: number;
  readonly frameP99: number;
  readonly quality: number;
  readonly frames: number;
}

/** The 3D scene on a canvas. It shows what a pose source tells and owns no physics. */
export interface Viewer {
  setSource(source: PoseSource | null): void;
  setTheme(theme: ViewerTheme): void;
  setReducedMotion(reduced: boolean): void;
  /** who takes the pushes of Shift and drag; null: a drag with Shift orbits as without */
  setPushReceiver(receiver: ((push: Push) => void) | null): void;
  /** another state of the hopper beside the shown one, translucent: 4 × [x, z, pitch]; null: none */
  setGhost(poses: ArrayLike<number> | null): void;
  resetCamera(): void;
  stats(): ViewerStats;
  dispose(): void;
}

/** Standing still at the start line, until a source says otherwise. */
const STANDING = [0, 1.25, 0, 0, 0.825, 0, 0, 0.35, 0, 0.065, 0.1, 0] as const;

/** Without a GPU the picture starts modestly; from there measured frame times decide. */
function isSoftwareRendered(): boolean {
  const probe = document.createElement("canvas").getContext("webgl2");
  const names = probe?.getExtension("WEBGL_debug_renderer_info");
  const name = probe !== null && names ? String(probe.getParameter(names.UNMASKED_RENDERER_WEBGL)) : "";
  probe?.getExtension("WEBGL_lose_context")?.loseContext();
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(name);
}

/** Makes the scene; throws where there is no WebGL 2 (the caller says so in place of the canvas). */
export function createViewer(canvas: HTMLCanvasElement, options: ViewerOptions): Viewer {
  const software = isSoftwareRendered();
  const renderer = new WebGLRenderer({ canvas, antialias: !software, powerPreference: "high-performance" });
  renderer.toneMapping = NeutralToneMapping;
  renderer.shadowMap.enabled = true;
  renderer.shadowMap.type = PCFShadowMap;
  const scene = new Scene();
  const fog = new Fog(0, HAZE.near, HAZE.far);
  scene.fog = fog;
  const view = createFollowCamera();
  let reducedMotion = options.reducedMotion;
  const hopper = createHopperBody(scene);
  const lights = createLights(scene, renderer, hopper.setReflections);
  const pushArrow = createPushArrow(scene);
  const ghost = createGhostBody(scene);
  const extensions: readonly SceneExtension[] = [
    createSky(scene),
    createBackdrop(scene),
    createGround(scene),
    createStartLine(scene),
    createDistanceLabels(scene),
    lights,
    hopper,
    ghost,
    createTrail(scene),
    createSpeedCue(scene),
    createContactCue(scene, () => reducedMotion),
    pushArrow,
  ];
  const governor = createQualityGovernor(software ? 5 : 1);
  const times = createFrameTimes();
  const physics = createPhysicsFrame();
  physics.current.set(STANDING);
  const poses = new Float32Array(12);
  let source: PoseSource | null = null;
  let pushReceiver: ((push: Push) => void) | null = null;
  let epoch = -1;
  let lastTick = 0;
  let lastDrawn = 0;
  let frames = 0;
  let turns = 0;
  let request = 0;
  let awake = true;

  const resize = (): void => {
    const width = Math.max(1, canvas.clientWidth);
    const height = Math.max(1, canvas.clientHeight);
    const ratio = Math.min(window.devicePixelRatio, governor.level.pixelRatio);
    renderer.setPixelRatio(ratio);
    renderer.setSize(width, height, false);
    view.resize(width / height);
    awake = true;
  };
  const applyQuality = (): void => {
    lights.setShadowSize(governor.level.shadowSize);
    resize();
  };
  const applyTheme = (theme: ViewerTheme): void => {
    fog.color.set(paletteOf(theme).horizon);
    for (const extension of extensions) extension.setTheme(theme);
    awake = true;
  };

  const tick = (now: number): void => {
    request = requestAnimationFrame(tick);
    turns += 1;
    if (turns % governor.level.drawEvery !== 0) return;
    const sinceTick = (now - lastTick) / governor.level.drawEvery;
    lastTick = now;
    source?.read(physics);
    const before = poses[0] ?? 0;
    const beforeHeight = poses[1] ?? 0;
    interpolatePoses(physics, now, poses);
    const jumped = physics.epoch !== epoch;
    epoch = physics.epoch;
    const dt = Math.min(0.1, Math.max(0, (now - lastDrawn) / 1000));
    const cameraMoves = view.update(poses[0] ?? 0, poses[1] ?? 0, physics.speed, dt, jumped);
    const changed = jumped || cameraMoves || poses[0] !== before || poses[1] !== beforeHeight;
    if (!changed && !awake) {
      lastDrawn = now;
      return;
    }
    const state = {
      poses,
      speed: physics.speed,
      command: physics.command,
      contact: physics.contact,
      jumped,
      now,
      dt,
      focusX: view.focusX,
    };
    awake = false;
    for (const extension of extensions) if (extension.startFrame(state)) awake = true;
    renderer.render(scene, view.camera);
    lastDrawn = now;
    frames += 1;
    // A tab that was hidden comes back with one long gap that says nothing about the machine.
    if (sinceTick > 1000 || sinceTick <= 0) return;
    times.add(sinceTick);
    if (governor.frame(sinceTick)) applyQuality();
  };
  const pauseOrRun = (): void => {
    cancelAnimationFrame(request);
    if (document.hidden) return;
    awake = true;
    lastTick = performance.now();
    lastDrawn = lastTick;
    request = requestAnimationFrame(tick);
  };

  const observer = new ResizeObserver(resize);
  observer.observe(canvas);
  const detachPush = attachPushInput({
    canvas,
    camera: view.camera,
    poses,
    receiver: () => pushReceiver,
    show: (body, impulse) => {
      pushArrow.show(body, impulse);
      awake = true;
    },
  });
  const detachOrbit = attachOrbitInput(canvas, view, () => {
    awake = true;
  });
  document.addEventListener("visibilitychange", pauseOrRun);
  applyTheme(options.theme);
  applyQuality();
  pauseOrRun();

  return {
    setSource(next: PoseSource | null): void {
      source = next;
      epoch = -1;
      awake = true;
    },
    setTheme: applyTheme,
    setReducedMotion(reduced: boolean): void {
      reducedMotion = reduced;
    },
    setPushReceiver(receiver): void {
      pushReceiver = receiver;
    },
    setGhost(next): void {
      ghost.show(next);
      awake = true;
    },
    resetCamera(): void {
      view.reset();
      awake = true;
    },
    stats: () => ({
      frameP50: times.percentile(0.5),
      frameP99: times.percentile(0.99),
      quality: governor.index,
      frames,
    }),
    dispose(): void {
      cancelAnimationFrame(request);
      document.removeEventListener("visibilitychange", pauseOrRun);
      observer.disconnect();
      detachPush();
      detachOrbit();
      for (const extension of extensions) extension.dispose();
      renderer.dispose();
      renderer.forceContextLoss();
    },
  };
}
