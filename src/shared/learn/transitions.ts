import { FailureError } from "../base/failure.ts";
import type { Rng } from "../base/rng.ts";

/** One episode as supervised learning sees it: T observations and the T actions to imitate, row by row. */
export interface EpisodeTransitions {
  /** shared by the pieces of one episode, which are held out together */
  readonly id: string;
  readonly steps: number;
  /** steps × inputs */
  readonly observations: Float32Array;
  /** steps × outputs, in [-1, 1] */
  readonly actions: Float32Array;
  /** the dataset's own split, where it has one */
  readonly split?: string | null;
}

/** The split of a dataset that is held out. */
const VALIDATION_SPLIT = "validation";

/** A dataset in memory: 56 bytes a step for the hopper. */
export interface TransitionData {
  readonly inputs: number;
  readonly outputs: number;
  readonly episodes: readonly EpisodeTransitions[];
}

/** Rows of many episodes, one after the other. */
export interface TransitionRows {
  readonly count: number;
  readonly observations: Float32Array;
  readonly actions: Float32Array;
}

/** Whole episodes to learn from, and whole episodes held out: neighbouring steps are too alike to stand on both sides. */
export interface EpisodeSplit {
  readonly training: readonly EpisodeTransitions[];
  readonly validation: readonly EpisodeTransitions[];
}

/**
 * Holds out round(fraction × episodes) of them, drawn by `rng`; at least one episode stays for training, and at least
 * one is held out when `fraction` > 0 and there are two. With `fraction` null the dataset's split "validation" is held
 * out. FailureError "invalid-input" without any step to learn from.
 */
export function splitEpisodes(data: TransitionData, fraction: number | null, rng: Rng): EpisodeSplit {
  const episodes = data.episodes.filter(({ steps }) => steps > 0);
  if (episodes.length === 0) {
    throw new FailureError(
      "invalid-input",
      "The dataset has no step to learn from.",
      "Record or import an episode first.",
    );
  }
  if (fraction === null) {
    const training = episodes.filter(({ split }) => split !== VALIDATION_SPLIT);
    if (training.length > 0)
      return { training, validation: episodes.filter(({ split }) => split === VALIDATION_SPLIT) };
    throw new FailureError(
      "invalid-input",
      "Every episode of the dataset belongs to its validation split: none is left to learn from.",
      "Take some out of the split, or train with split=seed.",
    );
  }
  const ids = [...new Set(episodes.map(({ id }) => id))];
  const wanted = fraction > 0 ? Math.max(1, Math.round(fraction * ids.length)) : 0;
  const heldOut = Math.min(wanted, ids.length - 1);
  const order = shuffled(ids.length, rng);
  const isHeldOut = new Set(Array.from(order.subarray(0, heldOut), (i) => ids[i]));
  return {
    training: episodes.filter(({ id }) => !isHeldOut.has(id)),
    validation: episodes.filter(({ id }) => isHeldOut.has(id)),
  };
}

/** 0…count-1 in random order (Fisher and Yates). */
export function shuffled(count: number, rng: Rng): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i -= 1) {
    const j = rng.int(i + 1);
    const other = order[j]!;
    order[j] = order[i]!;
    order[i] = other;
  }
  return order;
}

/** The rows of `episodes` in one piece. */
export function concatenate(episodes: readonly EpisodeTransitions[], inputs: number, outputs: number): TransitionRows {
  const count = episodes.reduce((sum, { steps }) => sum + steps, 0);
  const observations = new Float32Array(count * inputs);
  const actions = new Float32Array(count * outputs);
  let row = 0;
  for (const episode of episodes) {
    observations.set(episode.observations, row * inputs);
    actions.set(episode.actions, row * outputs);
    row += episode.steps;
  }
  return { count, observations, actions };
}

/** An episode of at least `steps` steps; a shorter one stands still in its last step. */
export function extendEpisode(episode: EpisodeTransitions, steps: number): EpisodeTransitions {
  if (episode.steps >= steps) return episode;
  const stretch = (values: Float32Array): Float32Array => {
    const width = values.length / episode.steps;
    const result = new Float32Array(steps * width);
    result.set(values);
    for (let t = episode.steps; t < steps; t += 1) result.set(values.subarray(values.length - width), t * width);
    return result;
  };
  return { id: episode.id, steps, observations: stretch(episode.observations), actions: stretch(episode.actions) };
}
