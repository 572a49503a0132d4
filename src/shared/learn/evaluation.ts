import type { EndCause, Hopper } from "../sim/types.ts";

/** Whatever drives the hopper: a policy's runtime, an expert, chance. */
export interface Actor {
  /** Writes the action for `observation` into `out`. */
  act(observation: Float64Array, out: Float64Array): void;
  /** Called before an episode, for actors that remember or draw. */
  begin?(seed: number, hopper: Hopper): void;
}

/** One episode of an evaluation. */
export interface EpisodeOutcome {
  readonly seed: number;
  readonly steps: number;
  /** sum of rewards, undiscounted */
  readonly return: number;
  readonly terminated: boolean;
  /** "time-limit" for a hopper that never fell */
  readonly cause: EndCause;
}

/**
 * Drives one episode from `seed` to its end, by the float32 actions that a recording of it would store and execute: the
 * same seed gives the same episode either way. The hopper must have a finite max_episode_steps.
 */
export function runEpisode(actor: Actor, hopper: Hopper, seed: number, outputs = 3): EpisodeOutcome {
  if (!Number.isFinite(hopper.options.max_episode_steps)) throw new Error("an evaluation needs a time limit");
  const action = new Float64Array(outputs);
  const executed = new Float32Array(outputs);
  hopper.reset(seed);
  actor.begin?.(seed, hopper);
  let sum = 0;
  for (;;) {
    actor.act(hopper.observation, action);
    executed.set(action);
    const { reward, terminated, truncated, cause } = hopper.step(executed);
    sum += reward;
    if (terminated || truncated)
      return { seed, steps: hopper.steps, return: sum, terminated, cause: cause ?? "time-limit" };
  }
}

/** One episode per seed, in the order of `seeds`. */
export function evaluate(
  actor: Actor,
  seeds: readonly number[],
  createHopper: () => Hopper,
): readonly EpisodeOutcome[] {
  const hopper = createHopper();
  return seeds.map((seed) => runEpisode(actor, hopper, seed));
}

/** The seeds of an evaluation of `episodes` episodes: first, first + 1, … (modulo 2^32). */
export function evaluationSeeds(first: number, episodes: number): readonly number[] {
  return Array.from({ length: episodes }, (_, i) => (first + i) % 2 ** 32);
}
