import {
  BufferAttribute,
  BufferGeometry,
  CircleGeometry,
  Color,
  DynamicDrawUsage,
  Mesh,
  MeshBasicMaterial,
  Points,
  PointsMaterial,
  RingGeometry,
} from "three";
import type { Scene } from "three";
import { paletteOf } from "../palette.ts";
import type { FrameState, SceneExtension, ViewerTheme } from "../types.ts";

const PARTICLES = 96;
const PER_TOUCHDOWN = 16;
const DUST_SECONDS = 0.55;
const RING_SECONDS = 0.4;

/** Touchdown: a ring that widens and puffs of dust; while the foot stands, a soft patch below it. */
export function createContactCue(scene: Scene, reducedMotion: () => boolean): SceneExtension {
  const ringGeometry = new RingGeometry(0.9, 1, 48);
  const ringMaterial = new MeshBasicMaterial({ transparent: true, opacity: 0, depthWrite: false, toneMapped: false });
  const ring = new Mesh(ringGeometry, ringMaterial);
  const patchGeometry = new CircleGeometry(1, 40);
  const patchMaterial = new MeshBasicMaterial({ transparent: true, opacity: 0, depthWrite: false, toneMapped: false });
  const patch = new Mesh(patchGeometry, patchMaterial);
  for (const flat of [ring, patch]) {
    flat.rotation.x = -Math.PI / 2;
    flat.position.y = 0.006;
  }
  patch.scale.set(0.34, 0.16, 1);

  const positions = new Float32Array(PARTICLES * 3).fill(-10);
  const velocities = new Float32Array(PARTICLES * 3);
  const ages = new Float32Array(PARTICLES).fill(DUST_SECONDS);
  const dustGeometry = new BufferGeometry();
  const positionAttribute = new BufferAttribute(positions, 3).setUsage(DynamicDrawUsage);
  dustGeometry.setAttribute("position", positionAttribute);
  const dustMaterial = new PointsMaterial({
    size: 0.028,
    transparent: true,
    opacity: 0.5,
    depthWrite: false,
    sizeAttenuation: true,
  });
  const dust = new Points(dustGeometry, dustMaterial);
  dust.frustumCulled = false;
  scene.add(ring, patch, dust);

  const ink = new Color();
  let ringAge = RING_SECONDS;
  let wasContact = true;
  let next = 0;
  let phase = 0;

  const puff = (x: number, strength: number): void => {
    for (let i = 0; i < PER_TOUCHDOWN; i += 1) {
      const slot = next % PARTICLES;
      next += 1;
      // Golden-angle fan: even, and without a random source.
      phase += 2.39996;
      const reach = 0.35 + ((i * 7) % PER_TOUCHDOWN) / PER_TOUCHDOWN;
      positions.set([x + Math.cos(phase) * 0.16, 0.015, Math.sin(phase) * 0.09], slot * 3);
      velocities.set(
        [
          Math.cos(phase) * 0.75 * reach * strength,
          (0.25 + 0.5 * reach) * strength,
          Math.sin(phase) * 0.5 * reach * strength,
        ],
        slot * 3,
      );
      ages[slot] = 0;
    }
  };

  const moveDust = (dt: number): boolean => {
    let alive = false;
    for (let i = 0; i < PARTICLES; i += 1) {
      const age = ages[i] ?? DUST_SECONDS;
      if (age >= DUST_SECONDS) continue;
      ages[i] = age + dt;
      alive = true;
      if (age + dt >= DUST_SECONDS) positions[i * 3 + 1] = -10;
      for (let axis = 0; axis < 3; axis += 1) {
        const at = i * 3 + axis;
        velocities[at] = (velocities[at] ?? 0) * (1 - 3.2 * dt) - (axis === 1 ? 1.6 * dt : 0);
        positions[at] = (positions[at] ?? 0) + (velocities[at] ?? 0) * dt;
      }
    }
    if (alive) positionAttribute.needsUpdate = true;
    return alive;
  };

  /** What was stirred up where the hopper no longer is. */
  const settle = (): void => {
    ringAge = RING_SECONDS;
    ages.fill(DUST_SECONDS);
    positions.fill(-10);
    positionAttribute.needsUpdate = true;
    patchMaterial.opacity = 0;
  };

  return {
    startFrame(frame: FrameState): boolean {
      const footX = frame.poses[9] ?? 0;
      if (frame.jumped) settle();
      if (frame.contact && !wasContact && !frame.jumped) {
        ringAge = 0;
        ring.position.x = footX;
        if (!reducedMotion()) puff(footX, 1);
      }
      wasContact = frame.contact;
      ringAge = Math.min(RING_SECONDS, ringAge + frame.dt);
      const widened = ringAge / RING_SECONDS;
      ring.scale.set(0.2 + widened * 0.5, 0.12 + widened * 0.34, 1);
      ringMaterial.opacity = (1 - widened) ** 2 * 0.8;
      ring.visible = widened < 1;
      patch.position.x = footX;
      const wanted = frame.contact ? 0.2 : 0;
      patchMaterial.opacity += (wanted - patchMaterial.opacity) * Math.min(1, frame.dt * 14);
      patch.visible = patchMaterial.opacity > 0.01;
      return moveDust(frame.dt) || widened < 1;
    },
    setTheme(theme: ViewerTheme): void {
      const palette = paletteOf(theme);
      ringMaterial.color.set(palette.actual);
      patchMaterial.color.copy(ink.set(palette.actual));
      dustMaterial.color.set(palette.dust);
    },
    dispose(): void {
      scene.remove(ring, patch, dust);
      for (const geometry of [ringGeometry, patchGeometry, dustGeometry]) geometry.dispose();
      for (const material of [ringMaterial, patchMaterial, dustMaterial]) material.dispose();
    },
  };
}
