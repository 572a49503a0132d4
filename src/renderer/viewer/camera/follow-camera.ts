import { PerspectiveCamera, Vector3 } from "three";
import { clamp } from "../../../shared/base/math.ts";

/** Where the operator put the camera, relative to what it follows. Radians and metres. */
interface OrbitState {
  azimuth: number;
  elevation: number;
  distance: number;
}

const HOME: Readonly<OrbitState> = { azimuth: 0.2, elevation: 0.13, distance: 4.6 };
/** how quickly the camera catches up, 1/s */
const FOLLOW_RATE = 5;
const ORBIT_RATE = 12;
/** looks this many seconds ahead of the hopper */
const LEAD_SECONDS = 0.22;
const LOOK_HEIGHT = 0.7;
/** m that it looks ahead of a hopper that stands; beside something that covers the picture, always */
const AHEAD = 0.45;
const AHEAD_BESIDE = 0.15;

/** The camera and the commands of the orbit controls. */
export interface FollowCamera {
  readonly camera: PerspectiveCamera;
  /** x the camera looks at, m */
  readonly focusX: number;
  orbitBy(azimuth: number, elevation: number): void;
  zoomBy(factor: number): void;
  reset(): void;
  resize(aspect: number): void;
  /** this share of the picture's width is hidden at the right: what is followed stands in the middle of the rest; `now`: no glide */
  cover(share: number, now: boolean): void;
  /** moves on; tells whether it still moves */
  update(x: number, height: number, speed: number, dt: number, jumped: boolean): boolean;
}

/** A camera that trails the hopper with damping, leads it by its speed, and can be orbited and zoomed around it. */
export function createFollowCamera(): FollowCamera {
  const camera = new PerspectiveCamera(34, 16 / 9, 0.1, 200);
  const wanted: OrbitState = { ...HOME };
  const shown: OrbitState = { ...HOME };
  const look = new Vector3(0, LOOK_HEIGHT, 0);
  let lead = 0;
  let placed = false;
  let narrow = 1;
  let covered = 0;
  let toCover = 0;
  const shift = (): void => {
    const { aspect } = camera;
    if (covered === 0) camera.clearViewOffset();
    else camera.setViewOffset(aspect, 1, (aspect * covered) / 2, 0, aspect, 1);
  };
  return {
    camera,
    get focusX(): number {
      return look.x;
    },
    orbitBy(azimuth: number, elevation: number): void {
      wanted.azimuth = clamp(wanted.azimuth + azimuth, -1.35, 1.35);
      wanted.elevation = clamp(wanted.elevation + elevation, 0.015, 1.35);
    },
    zoomBy(factor: number): void {
      wanted.distance = clamp(wanted.distance * factor, 1.6, 14);
    },
    reset(): void {
      Object.assign(wanted, HOME);
    },
    resize(aspect: number): void {
      camera.aspect = aspect;
      // On narrow windows the camera steps back so that the hopper's surroundings stay in view.
      narrow = clamp(1.5 / aspect, 1, 2.2);
      camera.updateProjectionMatrix();
      if (covered !== 0) shift();
    },
    cover(share: number, now: boolean): void {
      toCover = clamp(share, 0, 0.8);
      if (!now || covered === toCover) return;
      covered = toCover;
      shift();
    },
    update(x: number, height: number, speed: number, dt: number, jumped: boolean): boolean {
      const before = look.x;
      const cut = jumped || !placed;
      placed = true;
      const follow = cut ? 1 : 1 - Math.exp(-FOLLOW_RATE * dt);
      lead += (speed * LEAD_SECONDS - lead) * (cut ? 1 : 1 - Math.exp(-2.5 * dt));
      // Plus what first-order following lags behind at this speed.
      const ahead = toCover === 0 ? AHEAD + lead + (cut ? 0 : speed / FOLLOW_RATE) : AHEAD_BESIDE;
      const targetX = x + ahead;
      look.x += (targetX - look.x) * follow;
      const targetY = LOOK_HEIGHT + (height - 1.25) * 0.2;
      look.y += (targetY - look.y) * follow;
      const turn = cut ? 1 : 1 - Math.exp(-ORBIT_RATE * dt);
      let moving = Math.abs(look.x - before) > 1e-4;
      for (const name of ["azimuth", "elevation", "distance"] as const) {
        const change = (wanted[name] - shown[name]) * turn;
        shown[name] += change;
        moving ||= Math.abs(change) > 1e-4;
      }
      if (covered !== toCover) {
        const rest = (toCover - covered) * (1 - turn);
        covered = Math.abs(rest) < 1e-3 ? toCover : toCover - rest;
        shift();
        moving = true;
      }
      const reach = shown.distance * narrow;
      camera.position.set(
        look.x + Math.sin(shown.azimuth) * Math.cos(shown.elevation) * reach,
        Math.max(0.06, look.y + Math.sin(shown.elevation) * reach),
        Math.cos(shown.azimuth) * Math.cos(shown.elevation) * reach,
      );
      camera.lookAt(look);
      return moving;
    },
  };
}
