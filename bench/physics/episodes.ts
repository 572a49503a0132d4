import { createController, STANDING } from "../../src/shared/control/hopper-controller.ts";
import { createHopper } from "../../src/shared/sim/create-hopper.ts";
import type { Integrator } from "../../src/shared/sim/types.ts";
import type { Outcome, Start } from "./gymnasium.ts";
import { mujocoExpert } from "./mujoco-data.ts";
import type { Act } from "./mujoco-data.ts";

/** The state that a seed starts from. */
export function startOf(seed: number, speed: number | null): Start {
  const hopper = createHopper();
  hopper.reset(seed);
  return { qpos: Array.from(hopper.qpos), qvel: Array.from(hopper.qvel), speed };
}

function controllerAt(speed: number): Act {
  const controller = createController();
  return (observation, out) => controller.act(observation, { ...STANDING, speed }, out);
}

/** One episode of 1000 steps at most from each start, by the expert or by the controller at the start's speed. */
export function runEpisodes(starts: readonly Start[], integrator: Integrator): Outcome[] {
  const hopper = createHopper({ integrator });
  const expert = mujocoExpert();
  const action = new Float64Array(3);
  return starts.map(({ qpos, qvel, speed }) => {
    const act = speed === null ? expert : controllerAt(speed);
    hopper.setState(qpos, qvel);
    let total = 0;
    for (;;) {
      act(hopper.observation, action);
      const { reward, terminated, truncated } = hopper.step(action);
      total += reward;
      if (terminated || truncated) return { steps: hopper.steps, return: total };
    }
  });
}

/** Mean and standard deviation of the returns, shortest episode. */
export interface Summary {
  readonly episodes: number;
  readonly mean: number;
  readonly std: number;
  readonly lowest: number;
  readonly shortest: number;
}

export function summarise(outcomes: readonly Outcome[]): Summary {
  const returns = outcomes.map((outcome) => outcome.return);
  const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length;
  const variance = returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, returns.length - 1);
  return {
    episodes: outcomes.length,
    mean,
    std: Math.sqrt(variance),
    lowest: Math.min(...returns),
    shortest: Math.min(...outcomes.map(({ steps }) => steps)),
  };
}
