import { ACTION_SIZE, OBSERVATION_SIZE } from "../base/specs.ts";
import type { ColumnName } from "../dataset/columns.ts";
import type { Episode } from "../dataset/episode.ts";
import type { ArrayTree, NumberArray } from "./array-tree.ts";
import { extraColumnNames, extraColumns } from "./extra-columns.ts";
import { toMinari } from "./minari-episode.ts";
import { packSnapshots } from "./snapshot-bytes.ts";

/** Attribute of an episode's group that holds its record. */
export const RECORD_ATTRIBUTE = "pogo_record";

/** Columns that are read from Minari's own arrays, or counted. */
const HELD: readonly ColumnName[] = ["step", "observation", "action", "reward"];

/** Names of the columns in `infos`; `terminated` and `truncated` among them, for Minari's flags say less. */
export const INFO_COLUMNS = extraColumnNames(HELD);

const growing = (values: NumberArray["values"], ...shape: readonly number[]): NumberArray => ({
  values,
  shape,
  growing: true,
});

/**
 * The group `episode_<id>`: Minari's arrays, which can grow as the library's own do, our other columns in `infos` (row i
 * is about step i), snapshots in `pogo`, and `record` (see `writeEpisodeRecord`) as an attribute.
 */
export function minariTree(id: number, episode: Episode, record: string): ArrayTree {
  const { seed, steps, observations, actions, rewards, terminations, truncations } = toMinari(episode);
  let [sum, max, min] = [0, -Infinity, Infinity];
  for (const reward of rewards) {
    sum += reward;
    max = Math.max(max, reward);
    min = Math.min(min, reward);
  }
  const { columns, snapshots } = episode;
  const packed = packSnapshots(snapshots);
  return {
    attributes: {
      id: BigInt(id),
      total_steps: BigInt(steps),
      ...(seed === null ? {} : { seed: BigInt(seed) }),
      rewards_sum: sum,
      rewards_mean: sum / steps,
      rewards_max: max,
      rewards_min: min,
      [RECORD_ATTRIBUTE]: record,
    },
    arrays: {
      observations: growing(observations, steps + 1, OBSERVATION_SIZE),
      actions: growing(actions, steps, ACTION_SIZE),
      rewards: growing(rewards, steps),
      terminations: growing(new Int8Array(terminations), steps),
      truncations: growing(new Int8Array(truncations), steps),
    },
    groups: {
      infos: { arrays: extraColumns(columns, HELD, true) },
      ...(packed.length === 0 ? {} : { pogo: { arrays: { snapshots: { values: packed, shape: [packed.length] } } } }),
    },
  };
}
