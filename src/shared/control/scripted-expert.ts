import { MAX_SPEED } from "./command-limits.ts";
import { createCommandScript } from "./command-script.ts";
import { createController } from "./hopper-controller.ts";
import type { ControllerCommand } from "./hopper-controller.ts";

/** How the scripted expert is asked to run. */
export interface ScriptedExpertOptions {
  /** seed of its commands, an integer */
  readonly seed: number;
  /** range of its speeds, m/s; by default a constant 2.2, the fastest it holds, which makes its action a function of the
   * observation alone */
  readonly speed?: readonly [number, number];
}

/** The controller driven by a seeded script of commands: an expert that never tires. */
export interface ScriptedExpert {
  /** the action (3) at `step` into `out`, unclipped into `unclipped`; answers the command behind it, valid until the next call */
  act(
    step: number,
    observation: ArrayLike<number>,
    out: Float32Array | Float64Array,
    unclipped?: Float64Array,
  ): Readonly<ControllerCommand>;
}

/** A scripted expert; FailureError "invalid-input" for speeds outside the controller's limits. */
export function createScriptedExpert({ seed, speed = [MAX_SPEED, MAX_SPEED] }: ScriptedExpertOptions): ScriptedExpert {
  const controller = createController();
  const script = createCommandScript({ seed, speed });
  return {
    act(step, observation, out, unclipped) {
      const command = script.at(step);
      controller.act(observation, command, out, unclipped);
      return command;
    },
  };
}
