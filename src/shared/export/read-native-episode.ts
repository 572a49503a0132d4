import { OBSERVATION_SIZE } from "../base/specs.ts";
import type { ColumnArray } from "../dataset/columns.ts";
import { invalidFile } from "../dataset/invalid-file.ts";
import type { NumberArray } from "./array-tree.ts";
import type { EpisodeRecord } from "./episode-record.ts";
import { columnFrom } from "./extra-columns.ts";
import type { RowField } from "./foreign-columns.ts";
import { unpackSnapshots } from "./snapshot-bytes.ts";
import { nativeEpisode } from "./table-episodes.ts";
import type { ReadEpisode } from "./table-episodes.ts";

/** What a file of ours says about an episode, as arrays. */
export interface NativeArrays {
  readonly record: EpisodeRecord;
  /** steps × 11 */
  readonly observation: NumberArray;
  /** 11 */
  readonly finalObservation: Float64Array;
  readonly action: NumberArray;
  readonly reward: NumberArray;
  /** the other columns by their names; null: absent */
  readonly others: ReadonlyMap<string, NumberArray | null>;
  /** see `packSnapshots`; null: none */
  readonly snapshots: NumberArray | null;
}

/** An episode that we wrote ourselves, bit for bit; FailureError "invalid-file" naming `name`. */
export function readNativeEpisode(arrays: NativeArrays, names: readonly RowField[], name: string): ReadEpisode {
  const rows = arrays.reward.values.length;
  const fields = new Map<RowField, ColumnArray>();
  fields.set(
    "step",
    Int32Array.from({ length: rows }, (_item, i) => i),
  );
  fields.set("observation", columnFrom("observation", arrays.observation, rows));
  fields.set("action", columnFrom("action", arrays.action, rows));
  fields.set("reward", columnFrom("reward", arrays.reward, rows));
  for (const field of names) {
    const array = arrays.others.get(field) ?? null;
    if (array !== null && field !== "next_observation") fields.set(field, columnFrom(field, array, rows));
  }
  const packed = arrays.snapshots?.values ?? new Uint8Array(0);
  if (!(packed instanceof Uint8Array) || arrays.finalObservation.length !== OBSERVATION_SIZE)
    throw invalidFile(`${name}: its snapshots or its final observation are damaged.`);
  return nativeEpisode(
    { key: name, rows, fields, snapshots: unpackSnapshots(packed, rows) },
    { record: arrays.record, finalObservation: arrays.finalObservation },
  );
}
