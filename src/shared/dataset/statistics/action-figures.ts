import { ACTION_SIZE } from "../../base/specs.ts";

/** Sums over the torques of an episode, from which shares and roots are taken at the end. */
export interface ActionSums {
  /** finite torques */
  readonly torques: number;
  /** at a limit: |torque| ≥ 1 */
  readonly saturated: number;
  /** Σ of squared second differences a_t − 2 a_t+1 + a_t+2 */
  readonly jerks: number;
  /** second differences */
  readonly differences: number;
}

export const NO_ACTIONS: ActionSums = { torques: 0, saturated: 0, jerks: 0, differences: 0 };

export function mergeActionSums(a: ActionSums, b: ActionSums): ActionSums {
  return {
    torques: a.torques + b.torques,
    saturated: a.saturated + b.saturated,
    jerks: a.jerks + b.jerks,
    differences: a.differences + b.differences,
  };
}

/** Of `rows` rows of torques. What is not finite is left out, and with it the differences it is part of. */
export function sumActions(actions: Float64Array, rows: number): ActionSums {
  let torques = 0;
  let saturated = 0;
  let jerks = 0;
  let differences = 0;
  const end = rows * ACTION_SIZE;
  for (let at = 0; at < end; at++) {
    const value = actions[at]!;
    if (!Number.isFinite(value)) continue;
    torques++;
    if (value >= 1 || value <= -1) saturated++;
    if (at + 2 * ACTION_SIZE >= end) continue;
    const jerk = value - 2 * actions[at + ACTION_SIZE]! + actions[at + 2 * ACTION_SIZE]!;
    if (!Number.isFinite(jerk)) continue;
    jerks += jerk * jerk;
    differences++;
  }
  return { torques, saturated, jerks, differences };
}

/** Share of torques at a limit; 0 without any. */
export function saturationOf({ torques, saturated }: ActionSums): number {
  return torques === 0 ? 0 : saturated / torques;
}

/** Root mean square of the second differences; 0 of fewer than three steps. */
export function jerkOf({ jerks, differences }: ActionSums): number {
  return differences === 0 ? 0 : Math.sqrt(jerks / differences);
}
