import { FailureError } from "../base/failure.ts";
import { boundImpulse } from "../base/push-limits.ts";
import { BODIES } from "../base/specs.ts";
import type { Hopper, Push } from "../sim/types.ts";

/**
 * Adds a push to those of the next step (one row of the `push` column). What a body gets in one step stays within
 * MAX_PUSH. FailureError "invalid-input" for an unknown body or an impulse that is not finite, and then nothing changed.
 */
export function addPush(row: Float32Array, { body, x, z }: Push): void {
  const at = 2 * BODIES.indexOf(body);
  if (at < 0 || !Number.isFinite(x) || !Number.isFinite(z)) {
    throw new FailureError(
      "invalid-input",
      `A push of ${x}, ${z} on "${body}" is none`,
      `Name one of ${BODIES.join(", ")}, and N·s along x and z.`,
    );
  }
  const [boundX, boundZ] = boundImpulse(row[at]! + x, row[at + 1]! + z);
  row[at] = boundX;
  row[at + 1] = boundZ;
}

/** Queues the pushes of one row of the `push` column, from `at` on, for a hopper's next step. */
export function applyPushes(hopper: Pick<Hopper, "push">, pushes: ArrayLike<number>, at = 0): void {
  for (let i = 0; i < BODIES.length; i += 1) {
    const x = pushes[at + 2 * i]!;
    const z = pushes[at + 2 * i + 1]!;
    if (x !== 0 || z !== 0) hopper.push({ body: BODIES[i]!, x, z });
  }
}
