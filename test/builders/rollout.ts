import type { Rng } from "../../src/shared/base/rng.ts";
import type { Hopper } from "../../src/shared/sim/types.ts";

/** `count` random actions of 3, uniform in [-1, 1] */
export function randomActions(rng: Rng, count: number): Float64Array[] {
  return Array.from({ length: count }, () => Float64Array.from({ length: 3 }, () => rng.uniform(-1, 1)));
}

/** Steps through the actions and returns every state's bits as text. */
export function trace(hopper: Hopper, actions: readonly ArrayLike<number>[]): string[] {
  return actions.map((action) => {
    const { reward, terminated, contact } = hopper.step(action);
    return [...hopper.qpos, ...hopper.qvel, reward, terminated, contact].join(" ");
  });
}
