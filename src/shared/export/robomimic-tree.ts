import { ACTION_SIZE, OBSERVATION_SIZE } from "../base/specs.ts";
import type { ColumnName } from "../dataset/columns.ts";
import type { DatasetInfo } from "../dataset/dataset-info.ts";
import type { Episode, EpisodeSummary } from "../dataset/episode.ts";
import { splitEpisodes, TRAIN_SPLIT, VALIDATION_SPLIT } from "../dataset/split-episodes.ts";
import type { ArrayTree, NumberArray } from "./array-tree.ts";
import { extraColumnNames, extraColumns } from "./extra-columns.ts";
import { toMinari } from "./minari-episode.ts";
import { RECORD_ATTRIBUTE } from "./minari-tree.ts";
import { packSnapshots } from "./snapshot-bytes.ts";

/** The observation's key: what robomimic's own wrapper of Gym environments calls it (envs/env_gym.py). */
export const OBSERVATION_KEY = "flat";
/** robomimic's EnvType.GYM_TYPE. */
const GYM_TYPE = 2;
/** Share of the episodes that validate where the dataset has no split of its own. */
const VALIDATION_SHARE = 0.1;

const HELD: readonly ColumnName[] = ["step", "observation", "action", "reward"];

/** Names of the columns in an episode's group `pogo`. */
export const POGO_COLUMNS = extraColumnNames(HELD);

/**
 * The group `data/demo_<i>`: robomimic's arrays (states are qpos and qvel, as far as observations tell: velocities
 * clipped to ±10), and a group `pogo` with our other columns and snapshots, which robomimic passes over.
 */
export function robomimicTree(episode: Episode, record: string): ArrayTree {
  const { steps, observations, actions, rewards } = toMinari(episode);
  const { columns, snapshots } = episode;
  const width = OBSERVATION_SIZE;
  const dones = new Int32Array(steps);
  dones[steps - 1] = 1;
  const packed = packSnapshots(snapshots);
  const observed = (from: number): ArrayTree => ({
    arrays: {
      [OBSERVATION_KEY]: { values: observations.slice(from * width, (from + steps) * width), shape: [steps, width] },
    },
  });
  return {
    attributes: { num_samples: BigInt(steps), [RECORD_ATTRIBUTE]: record },
    arrays: {
      actions: { values: actions, shape: [steps, ACTION_SIZE] },
      rewards: { values: rewards, shape: [steps] },
      dones: { values: dones, shape: [steps] },
      ...statesOf(columns.x, observations, steps),
    },
    groups: {
      obs: observed(0),
      next_obs: observed(1),
      pogo: {
        arrays: {
          ...extraColumns(columns, HELD, false),
          ...(packed.length === 0 ? {} : { snapshots: { values: packed, shape: [packed.length] } }),
        },
      },
    },
  };
}

function statesOf(
  x: ArrayLike<number> | undefined,
  observations: Float64Array,
  steps: number,
): Readonly<Record<string, NumberArray>> {
  if (x === undefined) return {};
  const width = OBSERVATION_SIZE + 1;
  const values = new Float64Array(steps * width);
  for (let step = 0; step < steps; step++) {
    values[step * width] = x[step] ?? 0;
    for (let i = 1; i < width; i++) values[step * width + i] = observations[step * OBSERVATION_SIZE + i - 1]!;
  }
  return { states: { values, shape: [steps, width] } };
}

/** Attributes of the group `data`. */
export function robomimicAttributes({ environment }: DatasetInfo, steps: number): ArrayTree {
  const environmentArguments = { env_name: environment.id, type: GYM_TYPE, env_kwargs: {} };
  return { attributes: { total: BigInt(steps), env_args: JSON.stringify(environmentArguments) } };
}

/** robomimic's names of the splits; others keep ours. */
const MASKS: Readonly<Record<string, string>> = { [TRAIN_SPLIT]: "train", [VALIDATION_SPLIT]: "valid" };

/** The split that a mask of robomimic means. */
export function splitOfMask(mask: string): string {
  return Object.keys(MASKS).find((split) => MASKS[split] === mask) ?? mask;
}

/**
 * The group `mask`: names of the episodes of each split, in the order of `episodes`. Where no episode has a split, one
 * in ten validates, drawn with a fixed seed.
 */
export function robomimicMasks(episodes: readonly Pick<EpisodeSummary, "id" | "curation">[]): ArrayTree {
  const drawn = new Set(
    splitEpisodes(
      episodes.map(({ id }) => id),
      VALIDATION_SHARE,
      0,
    ).validation,
  );
  const split = episodes.some(({ curation }) => curation.split !== null);
  const words: Record<string, string[]> = {};
  for (const [i, { id, curation }] of episodes.entries()) {
    const name = split ? curation.split : drawn.has(id) ? VALIDATION_SPLIT : TRAIN_SPLIT;
    if (name !== null && /^[\w-]+$/.test(name)) (words[MASKS[name] ?? name] ??= []).push(`demo_${i}`);
  }
  return { words };
}
