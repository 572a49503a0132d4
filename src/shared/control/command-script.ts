import { createRng } from "../base/rng.ts";
import { STEP_RATE } from "../base/specs.ts";
import { MAX_SPEED, MIN_SPEED } from "./command-limits.ts";
import { FailureError } from "../base/failure.ts";
import { STANDING } from "./hopper-controller.ts";
import type { ControllerCommand } from "./hopper-controller.ts";

/** What a script of commands is drawn from. */
export interface CommandScriptOptions {
  /** an integer; the same seed gives the same commands */
  readonly seed: number;
  /** speeds to draw from, m/s; equal ends give a constant speed */
  readonly speed: readonly [number, number];
}

/** A command that changes now and then. */
export interface CommandScript {
  /** the command at a step, in effect until the next call; steps are asked in ascending order, or from 0 again */
  at(step: number): Readonly<ControllerCommand>;
}

/** A command holds for 1 to 4 seconds. */
const SHORTEST = STEP_RATE;
const LONGEST = 4 * STEP_RATE;

/** Commands drawn uniformly from the speed range; FailureError "invalid-input" when it leaves the controller's limits. */
export function createCommandScript({ seed, speed }: CommandScriptOptions): CommandScript {
  const [low, high] = speed;
  if (!(low >= MIN_SPEED && high <= MAX_SPEED && low <= high)) {
    throw new FailureError(
      "invalid-input",
      `the speed range ${low}:${high} is not within ${MIN_SPEED}:${MAX_SPEED} m/s`,
      `Give MIN:MAX with ${MIN_SPEED} ≤ MIN ≤ MAX ≤ ${MAX_SPEED}.`,
    );
  }
  const command = { ...STANDING, speed: low };
  let rng = createRng(seed);
  let until = 0;
  let last = -1;
  return {
    at(step) {
      if (step < last) {
        rng = createRng(seed);
        until = 0;
      }
      last = step;
      while (step >= until) {
        command.speed = rng.uniform(low, high);
        until += SHORTEST + rng.int(LONGEST - SHORTEST + 1);
      }
      return command;
    },
  };
}
