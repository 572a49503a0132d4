import { createRng } from "../../src/shared/base/rng.ts";
import { createHopper } from "../../src/shared/sim/create-hopper.ts";
import type { Hopper, Integrator } from "../../src/shared/sim/types.ts";
import type { Rate } from "./gymnasium.ts";
import { mujocoExpert } from "./mujoco-data.ts";

export type Driver = "random" | "expert";

const MAX_STEPS = 1000;

/** Actions (3 each, one after the other) to time the step with, so that nothing else is timed. */
export function recordActions(driver: Driver, count: number): Float64Array {
  const actions = new Float64Array(3 * count);
  if (driver === "random") {
    const rng = createRng(0);
    return actions.map(() => rng.uniform(-1, 1));
  }
  const hopper = createHopper();
  const act = mujocoExpert();
  const action = new Float64Array(3);
  hopper.reset(0);
  for (let k = 0; k < count; k++) {
    act(hopper.observation, action);
    actions.set(action, 3 * k);
    const { terminated, truncated } = hopper.step(action);
    if (terminated || truncated) hopper.reset(0);
  }
  return actions;
}

/** Steps through the actions, starting again at every end. */
export function runActions(hopper: Hopper, actions: Float64Array, driver: Driver): void {
  const action = new Float64Array(3);
  let seed = 0;
  hopper.reset(seed);
  for (let at = 0; at < actions.length; at += 3) {
    action[0] = actions[at] as number;
    action[1] = actions[at + 1] as number;
    action[2] = actions[at + 2] as number;
    const { terminated } = hopper.step(action);
    if (terminated || hopper.steps === MAX_STEPS) hopper.reset(driver === "random" ? ++seed : 0);
  }
}

/** Environment steps (4 substeps of 2 ms) per second, on one thread. */
export function measureSpeed(integrator: Integrator, actions: Float64Array, driver: Driver): Rate {
  const hopper = createHopper({ integrator });
  runActions(hopper, actions.subarray(0, 3 * 5000), driver);
  const cpu = process.cpuUsage();
  const wall = performance.now();
  runActions(hopper, actions, driver);
  const seconds = (performance.now() - wall) / 1000;
  const used = process.cpuUsage(cpu);
  const count = actions.length / 3;
  return { wall: count / seconds, cpu: count / ((used.user + used.system) / 1e6) };
}
