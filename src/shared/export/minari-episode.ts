import { ACTION_SIZE, OBSERVATION_SIZE } from "../base/specs.ts";
import { END_CAUSES, HELP_LEVELS, STEP_SOURCES } from "../dataset/columns.ts";
import type { EpisodeCause, StepColumns } from "../dataset/columns.ts";
import type { Episode, EpisodeStart } from "../dataset/episode.ts";
import { invalidFile } from "../dataset/invalid-file.ts";

/** An episode as Minari's HDF5 groups hold it: one observation more than there are steps. */
export interface MinariEpisode {
  readonly seed: number | null;
  readonly steps: number;
  /** (steps + 1) × 11 */
  readonly observations: Float64Array;
  /** steps × 3 */
  readonly actions: Float32Array;
  readonly rewards: Float64Array;
  /** 0 or 1 */
  readonly terminations: Uint8Array;
  readonly truncations: Uint8Array;
}

/** A Minari episode as our rows. */
export interface ImportedRows {
  readonly start: EpisodeStart;
  readonly columns: StepColumns;
  readonly finalObservation: Float64Array;
  readonly cause: EpisodeCause;
}

/** The start of an episode of which nothing is known. */
export const UNKNOWN_START: EpisodeStart = {
  source: "imported",
  level: "none",
  seed: null,
  fingerprint: null,
  hopperOptions: {},
  policyId: null,
  device: null,
  operator: null,
  noise: 0,
  parent: null,
};

/** Limits of Gymnasium's Hopper-v5: torso height in metres. */
export const HEALTHY_HEIGHT = 0.7;
/** Pitch in radians. */
export const HEALTHY_PITCH = 0.2;

function causeOf(episode: MinariEpisode, final: Float64Array): EpisodeCause {
  const last = episode.steps - 1;
  if (episode.terminations[last] !== 1) return episode.truncations[last] === 1 ? "time-limit" : "interrupted";
  if (!((final[0] ?? Number.NaN) > HEALTHY_HEIGHT)) return "height";
  return Math.abs(final[1] ?? Number.NaN) < HEALTHY_PITCH ? "state" : "pitch";
}

function checkFlags(flags: Uint8Array, what: string, name: string): void {
  if (flags.some((flag) => flag > 1)) throw invalidFile(`${name}: ${what} are not 0 or 1.`);
  if (flags.subarray(0, -1).includes(1)) throw invalidFile(`${name}: ${what} has a 1 before the last step.`);
}

/** Checks an episode's lengths and turns it into our columns; FailureError "invalid-file" naming `name`. */
export function fromMinari(episode: MinariEpisode, name: string): ImportedRows {
  const { steps, observations, actions } = episode;
  const lengths = [
    ["observations", observations.length, (steps + 1) * OBSERVATION_SIZE],
    ["actions", actions.length, steps * ACTION_SIZE],
    ["rewards", episode.rewards.length, steps],
    ["terminations", episode.terminations.length, steps],
    ["truncations", episode.truncations.length, steps],
  ] as const;
  if (steps < 1) throw invalidFile(`${name} has no steps.`);
  for (const [what, length, expected] of lengths) {
    if (length !== expected)
      throw invalidFile(
        `${name}: ${what} has ${length} values where a hopper's episode of ${steps} steps has ${expected}.`,
      );
  }
  if (
    !observations.every(Number.isFinite) ||
    !actions.every(Number.isFinite) ||
    !episode.rewards.every(Number.isFinite)
  ) {
    throw invalidFile(`${name} has values that are not finite.`);
  }
  checkFlags(episode.terminations, "terminations", name);
  checkFlags(episode.truncations, "truncations", name);
  const finalObservation = observations.slice(steps * OBSERVATION_SIZE);
  const cause = causeOf(episode, finalObservation);
  const causes = new Uint8Array(steps);
  causes[steps - 1] = END_CAUSES.indexOf(cause);
  return {
    start: { ...UNKNOWN_START, seed: episode.seed },
    columns: {
      step: Int32Array.from({ length: steps }, (_item, i) => i),
      observation: observations.subarray(0, steps * OBSERVATION_SIZE),
      action: actions,
      reward: episode.rewards,
      terminated: episode.terminations,
      truncated: episode.truncations,
      cause: causes,
      source: new Uint8Array(steps).fill(STEP_SOURCES.indexOf("imported")),
      level: new Uint8Array(steps).fill(HELP_LEVELS.indexOf("none")),
    },
    finalObservation,
    cause,
  };
}

function filled<T extends Float64Array | Float32Array | Uint8Array>(values: unknown, type: new () => T): T {
  if (!(values instanceof type)) throw invalidFile("The episode lacks a required column.");
  return values;
}

/**
 * Our episode as Minari's. Where an episode was stopped without terminating, its last step is marked truncated: Minari
 * demands one of the two.
 */
export function toMinari({ meta, columns }: Episode): MinariEpisode {
  const before = filled(columns.observation, Float64Array);
  const observations = new Float64Array(before.length + OBSERVATION_SIZE);
  observations.set(before);
  observations.set(meta.finalObservation.slice(0, OBSERVATION_SIZE), before.length);
  const terminations = filled(columns.terminated, Uint8Array);
  const truncations = filled(columns.truncated, Uint8Array).slice();
  const last = meta.steps - 1;
  if (terminations[last] !== 1) truncations[last] = 1;
  return {
    seed: meta.seed,
    steps: meta.steps,
    observations,
    actions: filled(columns.action, Float32Array),
    rewards: filled(columns.reward, Float64Array),
    terminations,
    truncations,
  };
}
