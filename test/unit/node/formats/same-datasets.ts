import { expect } from "vitest";
import type { DatasetStore } from "../../../../src/node/datasets/dataset-store.ts";
import type { ColumnArray, ColumnName } from "../../../../src/shared/dataset/columns.ts";
import { STEP_COLUMNS } from "../../../../src/shared/dataset/columns.ts";

/** The bits of numbers, every NaN as one: formats of text cannot tell them apart. */
function bitsOf(values: ColumnArray | readonly number[] | undefined): string {
  if (values === undefined) return "absent";
  const array = Array.isArray(values) ? Float64Array.from(values) : (values as ColumnArray);
  const same = array.slice().map((value: number) => (Number.isNaN(value) ? Number.NaN : value));
  return Buffer.from(same.buffer, same.byteOffset, same.byteLength).toString("hex");
}

/** Expects both datasets to hold the same used episodes, trimmed: ids, descriptions, labels, columns, snapshots. */
export async function expectSameEpisodes(
  before: DatasetStore,
  after: DatasetStore,
  absent: readonly ColumnName[] = [],
): Promise<void> {
  const [all, copies] = [await before.usedEpisodes(), await after.episodes()];
  expect(copies).toHaveLength(all.length);
  for (const summary of all) {
    const copy = copies.find(({ id }) => id === summary.id);
    expect(copy).toBeDefined();
    if (copy === undefined) continue;
    const a = await before.loadUsed(summary);
    const b = await after.load(copy.id);
    for (const name of Object.keys(STEP_COLUMNS) as ColumnName[])
      expect(`${name} ${bitsOf(b.columns[name])}`).toBe(
        `${name} ${absent.includes(name) ? "absent" : bitsOf(a.columns[name])}`,
      );
    expect(b.snapshots.map(({ step, bytes }) => [step, [...bytes]])).toEqual(
      a.snapshots.map(({ step, bytes }) => [step, [...bytes]]),
    );
    expect(bitsOf(b.meta.finalObservation)).toBe(bitsOf(a.meta.finalObservation));
    const told = ({
      createdAt,
      seed,
      source,
      level,
      noise,
      operator,
      device,
      terminated,
      truncated,
      cause,
    }: typeof a.meta) => ({
      createdAt,
      seed,
      source,
      level,
      noise,
      operator,
      device,
      terminated,
      truncated,
      cause,
    });
    expect(told(b.meta)).toEqual(told(a.meta));
    expect({ ...copy.curation, trim: null }).toEqual({ ...summary.curation, trim: null });
  }
}
