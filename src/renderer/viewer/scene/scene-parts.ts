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
import { createPushArrow } from "./push-arrow.ts";
import type { PushArrow } from "./push-arrow.ts";
import { createSky } from "./sky.ts";
import { createSpeedCue } from "./speed-cue.ts";
import { createStartLine } from "./start-line.ts";
import { createTrail } from "./trail.ts";

/** Everything in the scene, and by name what is told more than the frame and the theme. */
export interface SceneParts {
  readonly all: readonly SceneExtension[];
  readonly lights: Lights;
  readonly ghost: GhostBody;
  readonly limit: LimitCue;
  readonly pushArrow: PushArrow;
}

export function createSceneParts(scene: Scene, renderer: WebGLRenderer, isStill: () => boolean): SceneParts {
  const hopper = createHopperBody(scene);
  const ground = createGround(scene);
  const lights = createLights(scene, renderer, hopper.setReflections, (shadows) => {
    hopper.setShadowed(shadows);
    ground.setShadowed(shadows);
  });
  const pushArrow = createPushArrow(scene);
  const ghost = createGhostBody(scene);
  const limit = createLimitCue(scene);
  const all: readonly SceneExtension[] = [
    createSky(scene),
    createBackdrop(scene),
    ground,
    createStartLine(scene),
    createDistanceLabels(scene),
    lights,
    hopper,
    ghost,
    createTrail(scene),
    createSpeedCue(scene),
    createContactCue(scene, isStill),
    limit,
    pushArrow,
  ];
  return { all, lights, ghost, limit, pushArrow };
}
