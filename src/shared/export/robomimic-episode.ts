import { FailureError } from "../base/failure.ts";
import { ACTION_SIZE, OBSERVATION_SIZE } from "../base/specs.ts";
import { invalidFile } from "../dataset/invalid-file.ts";
import type { NumberArray } from "./array-tree.ts";
import { fromMinari, HEALTHY_HEIGHT, HEALTHY_PITCH } from "./minari-episode.ts";
import { OBSERVATION_KEY } from "./robomimic-tree.ts";
import type { ReadEpisode } from "./table-episodes.ts";

/** A demonstration of robomimic as it was read. */
export interface Demonstration {
  readonly name: string;
  readonly actions: NumberArray;
  readonly rewards: NumberArray | null;
  readonly dones: NumberArray | null;
  /** the keys of `observationKeys`, in that order */
  readonly observations: readonly NumberArray[];
  /** the same keys; null: not in the file */
  readonly nextObservations: readonly NumberArray[] | null;
  readonly split: string | null;
}

/**
 * The keys of a demonstration's observation that make the hopper's 11 numbers: `flat` alone where it is 11 wide, else
 * all keys of one or two axes in alphabetical order, as robomimic itself puts them together. FailureError
 * "unsupported" that names the shapes where they make another number, or where the actions are not 3 wide.
 */
export function observationKeys(
  observations: ReadonlyMap<string, readonly number[]>,
  actions: readonly number[] | undefined,
  name: string,
): readonly string[] {
  const width = (shape: readonly number[]): number | null =>
    shape.length === 1 ? 1 : shape.length === 2 ? (shape[1] ?? null) : null;
  const flat = observations.get(OBSERVATION_KEY);
  const low = [...observations].filter(([, shape]) => width(shape) !== null);
  const keys =
    flat !== undefined && width(flat) === OBSERVATION_SIZE ? [OBSERVATION_KEY] : low.map(([key]) => key).sort();
  const sum = keys.reduce((total, key) => total + (width(observations.get(key) ?? []) ?? 0), 0);
  if (sum === OBSERVATION_SIZE && actions?.length === 2 && actions[1] === ACTION_SIZE) return keys;
  const shapes = [...observations].map(([key, shape]) => `${key} [${shape.join(", ")}]`).join(", ");
  throw new FailureError(
    "unsupported",
    `${name} is not of the hopper: its actions are [${actions?.join(", ") ?? ""}], its observations ${shapes}.`,
    "Choose a dataset with actions of 3 and low-dimensional observations of 11 numbers.",
  );
}

function joined(arrays: readonly NumberArray[], steps: number, name: string): Float64Array {
  const rows = new Float64Array(steps * OBSERVATION_SIZE);
  let at = 0;
  for (const { values, shape } of arrays) {
    const [count, width = 1] = shape;
    if (count !== steps) throw invalidFile(`${name}: an observation has ${count} rows for ${steps} actions.`);
    for (let step = 0; step < steps; step++)
      for (let i = 0; i < width; i++) rows[step * OBSERVATION_SIZE + at + i] = values[step * width + i] ?? Number.NaN;
    at += width;
  }
  return rows;
}

/**
 * Another program's demonstration as an episode. `dones` does not tell a fall from the end of time: it is a fall where
 * the last observation is unhealthy. Without next observations the last observation stands for the one after it; without rewards
 * they are 0. FailureError "invalid-file".
 */
export function fromDemonstration(demonstration: Demonstration): ReadEpisode {
  const { name, actions, rewards, dones, split } = demonstration;
  const steps = actions.shape[0] ?? 0;
  if (steps < 1) throw invalidFile(`${name} has no steps.`);
  const before = joined(demonstration.observations, steps, name);
  const next = demonstration.nextObservations;
  const after = next === null ? before : joined(next, steps, name);
  const observations = new Float64Array((steps + 1) * OBSERVATION_SIZE);
  observations.set(before);
  const final = after.subarray((steps - 1) * OBSERVATION_SIZE);
  observations.set(final, steps * OBSERVATION_SIZE);
  const healthy = (final[0] ?? 0) > HEALTHY_HEIGHT && Math.abs(final[1] ?? 0) < HEALTHY_PITCH;
  const terminations = new Uint8Array(steps);
  const truncations = new Uint8Array(steps);
  (dones?.values[steps - 1] === 1 && !healthy ? terminations : truncations)[steps - 1] = 1;
  const { start, columns, finalObservation, cause } = fromMinari(
    {
      seed: null,
      steps,
      observations,
      actions: Float32Array.from(actions.values),
      rewards: rewards === null ? new Float64Array(steps) : Float64Array.from(rewards.values),
      terminations,
      truncations,
    },
    name,
  );
  const end = { cause, health: null };
  const curation = split === null ? {} : { split };
  return { id: null, createdAt: null, curation, start, columns, snapshots: [], finalObservation, end };
}
