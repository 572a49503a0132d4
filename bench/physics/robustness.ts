import { createRng } from "../../src/shared/base/rng.ts";
import { BODIES } from "../../src/shared/base/specs.ts";
import { createHopper } from "../../src/shared/sim/create-hopper.ts";

/** What came of random steps that go on through falls. */
export interface Robustness {
  readonly steps: number;
  /** steps after which some number was not finite */
  readonly notFinite: number;
  /** lowest height of the torso, m */
  readonly lowest: number;
  /** largest velocity of any coordinate, m/s or rad/s */
  readonly fastest: number;
}

/** Random torques, a hard push (up to 10 N·s each way) on some link four times a second, a new start every 2000 steps. */
export function simulateAtRandom(steps: number): Robustness {
  const hopper = createHopper({ terminate_when_unhealthy: false, max_episode_steps: Infinity });
  const rng = createRng(2024);
  const action = new Float64Array(3);
  let notFinite = 0;
  let lowest = Infinity;
  let fastest = 0;
  for (let step = 0; step < steps; step++) {
    if (step % 2000 === 0) hopper.reset(step / 2000);
    if (step % 31 === 30) {
      hopper.push({ body: BODIES[rng.int(4)] ?? "torso", x: rng.uniform(-10, 10), z: rng.uniform(-10, 10) });
    }
    for (let j = 0; j < 3; j++) action[j] = rng.uniform(-1, 1);
    let sum = hopper.step(action).reward;
    for (let k = 0; k < 6; k++) {
      sum += (hopper.qpos[k] as number) + (hopper.qvel[k] as number);
      fastest = Math.max(fastest, Math.abs(hopper.qvel[k] as number));
    }
    if (!Number.isFinite(sum)) notFinite += 1;
    lowest = Math.min(lowest, hopper.qpos[1] as number);
  }
  return { steps, notFinite, lowest, fastest };
}
