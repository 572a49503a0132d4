import { allocateColumn, STEP_COLUMNS } from "../../src/shared/dataset/columns.ts";
import type { ColumnArray, ColumnName, ColumnSpec, StepBatch } from "../../src/shared/dataset/columns.ts";
import type { EpisodeStart } from "../../src/shared/dataset/episode.ts";

export const REQUIRED_COLUMNS = (Object.keys(STEP_COLUMNS) as ColumnName[]).filter(
  (name) => STEP_COLUMNS[name].required,
);
export const ALL_COLUMNS = Object.keys(STEP_COLUMNS) as ColumnName[];
/** What recordings had before the device was a column of its own. */
export const EARLIER_COLUMNS = ALL_COLUMNS.filter((name) => name !== "pad_device");

/** Every value tells its row, column and place, so that a mixed-up row or list cannot pass for the right one. */
export function valueAt(name: ColumnName, row: number, item: number): number {
  if (name === "step") return row;
  const spec: ColumnSpec = STEP_COLUMNS[name];
  if (name === "cause") return 0;
  if (spec.type === "uint8") return row % 2;
  const value = row * 100 + item + ALL_COLUMNS.indexOf(name) / 64;
  return spec.type === "int32" ? Math.trunc(value) : value;
}

/** A batch of `count` rows from `first` on, with a snapshot before every 125th step. */
export function stepBatch(first: number, count: number, names: readonly ColumnName[] = ALL_COLUMNS): StepBatch {
  const columns: { [name in ColumnName]?: ColumnArray } = {};
  for (const name of names) {
    const spec: ColumnSpec = STEP_COLUMNS[name];
    const values = allocateColumn(spec, count);
    for (let i = 0; i < values.length; i++) values[i] = valueAt(name, first + Math.floor(i / spec.size), i % spec.size);
    columns[name] = values;
  }
  const snapshots = [];
  for (let step = first; step < first + count; step++) {
    if (step % 125 === 0) snapshots.push({ step, bytes: Uint8Array.of(step & 255, 1, 2, 3) });
  }
  return {
    first,
    count,
    columns,
    snapshots,
    finalObservation: Float64Array.from({ length: 11 }, (_item, i) => valueAt("observation", first + count, i)),
  };
}

/** The same batch of an episode that is not over yet: no flag of its end is set. */
export function running(batch: StepBatch): StepBatch {
  const none = new Uint8Array(batch.count);
  return { ...batch, columns: { ...batch.columns, terminated: none, truncated: none } };
}

/** The start of a human-driven episode. */
export function episodeStart(change: Partial<EpisodeStart> = {}): EpisodeStart {
  return {
    source: "human",
    level: "cruise",
    seed: 7,
    fingerprint: "test-physics",
    hopperOptions: {},
    policyId: null,
    device: "keyboard",
    operator: "Ada",
    noise: 0,
    parent: null,
    ...change,
  };
}
