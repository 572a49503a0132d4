/** The two newest physics states, as the worker left them; the viewer shows a state between them. Reused by its owner. */
export interface PhysicsFrame {
  /** clock of the drawing thread (its performance.now), milliseconds, at which each state was due */
  previousTime: number;
  time: number;
  /** 4 × [x, z, pitch] of the bodies' centres of mass: m, m, rad */
  readonly previous: Float32Array;
  readonly current: Float32Array;
  /** a body touches the floor in the newer state */
  contact: boolean;
  /** forward speed of the torso, m/s */
  speed: number;
  /** commanded forward speed, m/s; NaN where nobody commands one */
  command: number;
  /** ticks the control loop has missed in this episode */
  missed: number;
  /** grows when the hopper was put somewhere else: no interpolation, no camera glide across it */
  epoch: number;
}

/** Where poses come from. `read` fills the frame and tells whether there is one. */
export interface PoseSource {
  read(into: PhysicsFrame): boolean;
}

export type ViewerTheme = "dark" | "light";

/** A limit that is drawn: how far the torso may lean (rad, either way), or how low it may sink (m). */
export type ShownLimit =
  | { readonly kind: "pitch"; readonly most: number }
  | { readonly kind: "height"; readonly least: number };

/** What an extension is told before each drawn frame. */
export interface FrameState {
  /** interpolated 4 × [x, z, pitch] */
  readonly poses: Float32Array;
  readonly speed: number;
  readonly command: number;
  readonly contact: boolean;
  /** the hopper jumped to another place since the last frame */
  readonly jumped: boolean;
  /** clock of the drawing thread, ms */
  readonly now: number;
  /** seconds since the last drawn frame, at most 0.1 */
  readonly dt: number;
  /** x the camera looks at, m */
  readonly focusX: number;
}

/** One part of the scene. `startFrame` returns whether it still moves by itself (so that a paused scene may rest). */
export interface SceneExtension {
  startFrame(frame: FrameState): boolean;
  setTheme(theme: ViewerTheme): void;
  dispose(): void;
}

/** Empty frame to read into. */
export function createPhysicsFrame(): PhysicsFrame {
  return {
    previousTime: 0,
    time: 0,
    previous: new Float32Array(12),
    current: new Float32Array(12),
    contact: false,
    missed: 0,
    speed: 0,
    command: Number.NaN,
    epoch: 0,
  };
}
