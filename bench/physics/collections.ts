import { PerformanceObserver } from "node:perf_hooks";
import { createRng } from "../../src/shared/base/rng.ts";
import { createHopper } from "../../src/shared/sim/create-hopper.ts";
import type { Integrator } from "../../src/shared/sim/types.ts";

/** What the garbage collector does while the simulator steps. */
export interface Collections {
  readonly steps: number;
  /** of any kind; a thread that allocates has one after every megabyte or so */
  readonly collections: number;
}

const WARM = 40_000;

/** Counts collections over random steps of one simulator that never ends its episode. */
export async function countCollections(integrator: Integrator, steps: number): Promise<Collections> {
  const hopper = createHopper({ integrator, terminate_when_unhealthy: false, max_episode_steps: Infinity });
  const rng = createRng(1);
  const actions = new Float64Array(3 * 1024).map(() => rng.uniform(-1, 1));
  const action = new Float64Array(3);
  const run = (count: number): void => {
    for (let k = 0; k < count; k++) {
      const at = 3 * (k & 1023);
      action[0] = actions[at] as number;
      action[1] = actions[at + 1] as number;
      action[2] = actions[at + 2] as number;
      hopper.step(action);
    }
  };
  run(WARM);
  let collections = 0;
  const observer = new PerformanceObserver((list) => {
    collections += list.getEntries().length;
  });
  await settle();
  observer.observe({ entryTypes: ["gc"] });
  run(steps);
  await settle();
  observer.disconnect();
  return { steps, collections };
}

/** lets entries that are already on their way arrive */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 20);
  });
}
