import type { Scene, WebGLRenderer } from "three";
import type { SceneExtension } from "../types.ts";
import { createBackdrop } from "./backdrop.ts";
import { createContactCue } from "./contact-cue.ts";
import { createDistanceLabels } from "./distance-labels.ts";
import { createGhostBody } from "./ghost-body.ts";
import type { GhostBody } from "./ghost-body.ts";
import { createGround } from "./ground.ts";
import { createHopperBody } from "./hopper-body.ts";
import { createLights } from "./lights.ts";
import type { Lights } from "./lights.ts";
import { createLimitCue } from "./limit-cue.ts";
import type { LimitCue } from "./limit-cue.ts";
import { createPlainBackdrop } from "./plain/plain-backdrop.ts";
import { createPlainGround } from "./plain/plain-ground.ts";
import { createPlainHopper } from "./plain/plain-hopper.ts";
import { createPlainShadow } from "./plain/plain-shadow.ts";
import { createPlainSky } from "./plain/plain-sky.ts";
import { createPushArrow } from "./push-arrow.ts";
import type { PushArrow } from "./push-arrow.ts";
import { createSky } from "./sky.ts";
import { createSpeedCue } from "./speed-cue.ts";
import { createStartLine } from "./start-line.ts";
import { createTrail } from "./trail.ts";

/** Everything in the scene, and by name what is told more than the frame and the theme. */
export interface SceneParts {
  readonly all: readonly SceneExtension[];
  /** null: no light and no shadow of the renderer's */
  readonly lights: Lights | null;
  readonly ghost: GhostBody;
  readonly limit: LimitCue;
  readonly pushArrow: PushArrow;
}

/** What a GPU draws: lamps, reflections, and a shadow that is a picture from the key light. */
function createFullStage(
  scene: Scene,
  renderer: WebGLRenderer,
): { readonly all: SceneExtension[]; readonly lights: Lights } {
  const hopper = createHopperBody(scene);
  const ground = createGround(scene);
  const lights = createLights(scene, renderer, hopper.setReflections, (shadows) => {
    hopper.setShadowed(shadows);
    ground.setShadowed(shadows);
  });
  return { all: [createSky(scene), createBackdrop(scene), ground, lights, hopper], lights };
}

/** The same for the processor, a quarter of the work: light and colours at corners, the shadow in closed form. */
function createPlainStage(scene: Scene): readonly SceneExtension[] {
  return [
    createPlainSky(scene),
    createPlainBackdrop(scene),
    createPlainGround(scene),
    createPlainShadow(scene),
    createPlainHopper(scene),
  ];
}

/** `software`: the processor draws, for want of a GPU. */
export function createSceneParts(
  scene: Scene,
  renderer: WebGLRenderer,
  software: boolean,
  isStill: () => boolean,
): SceneParts {
  const { all: stage, lights } = software
    ? { all: createPlainStage(scene), lights: null }
    : createFullStage(scene, renderer);
  const pushArrow = createPushArrow(scene);
  const ghost = createGhostBody(scene);
  const limit = createLimitCue(scene);
  const all: readonly SceneExtension[] = [
    ...stage,
    createStartLine(scene),
    createDistanceLabels(scene, software ? 1 : 8),
    ghost,
    createTrail(scene),
    createSpeedCue(scene),
    createContactCue(scene, isStill),
    limit,
    pushArrow,
  ];
  return { all, lights, ghost, limit, pushArrow };
}
