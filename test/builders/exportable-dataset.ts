import fc from "fast-check";
import type { DatasetStore } from "../../src/node/datasets/dataset-store.ts";
import {
  allocateColumn,
  CODE_LIMITS,
  END_CAUSES,
  HELP_LEVELS,
  STEP_COLUMNS,
  STEP_SOURCES,
} from "../../src/shared/dataset/columns.ts";
import type { ColumnArray, ColumnName, ColumnSpec, StepColumns } from "../../src/shared/dataset/columns.ts";
import type { Curation } from "../../src/shared/dataset/curation.ts";
import type { Episode, EpisodeStart } from "../../src/shared/dataset/episode.ts";
import type { InputControls } from "../../src/shared/dataset/input-controls.ts";
import { STANDARD_BUTTONS } from "../../src/shared/control/pad-profile.ts";
import { ALL_COLUMNS, REQUIRED_COLUMNS } from "./step-batch.ts";

/** An episode from elsewhere, as `store.addEpisode` takes it. */
export interface MadeEpisode {
  readonly curation: Partial<Curation>;
  readonly start: EpisodeStart;
  readonly columns: StepColumns;
  readonly snapshots: readonly { readonly step: number; readonly bytes: Uint8Array }[];
  readonly finalObservation: Float64Array;
  readonly end: { readonly cause: (typeof END_CAUSES)[number]; readonly health: null };
}

function values(name: ColumnName, rows: number): fc.Arbitrary<ColumnArray> {
  const spec: ColumnSpec = STEP_COLUMNS[name];
  const length = rows * spec.size;
  if (name === "step") return fc.constant(Int32Array.from({ length: rows }, (_item, i) => i));
  if (name === "terminated" || name === "truncated")
    return fc.boolean().map((flag) => {
      const column = new Uint8Array(rows);
      column[rows - 1] = Number(flag);
      return column;
    });
  const constraints = { minLength: length, maxLength: length };
  const item: fc.Arbitrary<number> =
    spec.type === "float64"
      ? fc.double()
      : spec.type === "float32"
        ? fc.float()
        : spec.type === "int32"
          ? fc.integer()
          : fc.nat((CODE_LIMITS[name] ?? 2) - 1);
  const constant = item.map((value) => allocateColumn(spec, rows).fill(value));
  const any = fc.array(item, constraints).map((items) => {
    const column = allocateColumn(spec, rows);
    column.set(items);
    return column;
  });
  return fc.oneof(constant, any);
}

/** Texts that spreadsheets take for formulas, that need quotes, or that are not ASCII. */
const text = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.constantFrom(
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "'=1",
    "''",
    "a,b",
    'say "hi"',
    "two\nlines",
    "\t=1",
    "\r\n",
    "żółw 跳",
    " ",
  ),
);
const tag = text.map((value) => `t${value}`.trim());

const anyCuration = fc.record({
  name: fc.option(text),
  verdict: fc.constantFrom(null, "keep" as const),
  success: fc.option(fc.boolean()),
  rating: fc.option(fc.integer({ min: 1, max: 5 })),
  tags: fc.uniqueArray(tag, { maxLength: 3 }),
  note: text,
  operator: fc.option(text),
  split: fc.option(tag),
});

const unit = fc.double({ min: 0, max: 1, noNaN: true });

/** A pad that names its buttons in every way there is. */
const LAYOUT: InputControls["layout"] = {
  axes: [0, 1, 3, 4].map((axis) => ({ axis, invert: axis % 2 === 1 })),
  buttons: Array.from({ length: STANDARD_BUTTONS }, (_item, i) =>
    i === 0
      ? null
      : i === 6
        ? { from: "axis", index: 2, rest: -1, pressed: 1 }
        : i === 12
          ? { from: "hat", index: 9, at: -5 / 7 }
          : { from: "button", index: i },
  ),
};

const anyControls: fc.Arbitrary<InputControls> = fc.record({
  deadZone: unit,
  expo: unit,
  layout: fc.constantFrom(null, LAYOUT),
});

const anyStart: fc.Arbitrary<EpisodeStart> = fc.record(
  {
    source: fc.constantFrom(...STEP_SOURCES),
    level: fc.constantFrom(...HELP_LEVELS),
    seed: fc.option(fc.nat()),
    fingerprint: fc.option(fc.string({ maxLength: 20 })),
    hopperOptions: fc.dictionary(
      fc.string({ maxLength: 10 }).filter((key) => key !== "__proto__"),
      fc.double(),
      { maxKeys: 3, noNullPrototype: true },
    ),
    policyId: fc.option(fc.string({ maxLength: 10 })),
    device: fc.option(fc.string({ maxLength: 10 })),
    controls: anyControls,
    operator: fc.option(fc.string({ maxLength: 10 })),
    noise: unit,
    parent: fc.constant(null),
  },
  {
    requiredKeys: [
      "source",
      "level",
      "seed",
      "fingerprint",
      "hopperOptions",
      "policyId",
      "device",
      "operator",
      "noise",
      "parent",
    ],
  },
);

/** Any episode at all, NaN, infinities and negative zero among its numbers. */
export const anyEpisode: fc.Arbitrary<MadeEpisode> = fc
  .record({
    rows: fc.integer({ min: 1, max: 20 }),
    names: fc.subarray(ALL_COLUMNS.filter((name) => !REQUIRED_COLUMNS.includes(name))),
  })
  .chain(({ rows, names }) => {
    const chosen = ALL_COLUMNS.filter((name) => REQUIRED_COLUMNS.includes(name) || names.includes(name));
    return fc.record({
      curation: anyCuration,
      start: anyStart,
      columns: fc.tuple(...chosen.map((name) => values(name, rows))).map((columns) => {
        const made: { [name in ColumnName]?: ColumnArray } = {};
        for (const [i, name] of chosen.entries()) {
          const column = columns[i];
          if (column !== undefined) made[name] = column;
        }
        return made;
      }),
      snapshots: fc
        .array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: Math.min(3, rows) })
        .map((all) => all.map((bytes, step) => ({ step, bytes }))),
      finalObservation: fc
        .array(fc.double(), { minLength: 11, maxLength: 11 })
        .map((items) => Float64Array.from(items)),
      end: fc.record({ cause: fc.constantFrom(...END_CAUSES.slice(1)), health: fc.constant(null) }),
    });
  });

/** Differences between two datasets' used episodes in what `without` does not name; an empty list where there are none. */
export async function differences(
  a: DatasetStore,
  b: DatasetStore,
  without: readonly ("snapshots" | "curation" | "recovered")[] = [],
): Promise<readonly string[]> {
  const [left, right] = [await a.usedEpisodes(), await b.episodes()];
  if (left.length !== right.length) return [`${left.length} episodes became ${right.length}`];
  const found: string[] = [];
  for (const [i, summary] of left.entries()) {
    const other = right[i];
    if (other === undefined) continue;
    const [before, after] = [await a.loadUsed(summary), await b.load(other.id)];
    found.push(...episodeDifferences(before, after, without.includes("snapshots")).map((what) => `${i}: ${what}`));
    const { trim: _trim, ...said } = summary.curation;
    const { trim: _other, ...kept } = other.curation;
    if (!without.includes("curation") && JSON.stringify(said) !== JSON.stringify(kept))
      found.push(`${i}: curation ${JSON.stringify(said)} became ${JSON.stringify(kept)}`);
  }
  return found;
}

function bits(values: ColumnArray): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => same(item, b[i]));
  if (typeof a === "object" && typeof b === "object" && a !== null && b !== null) {
    const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
    return left.length === right.size && left.every(([key, item]) => same(item, right.get(key)));
  }
  return Object.is(a, b);
}

function episodeDifferences(a: Episode, b: Episode, noSnapshots: boolean): readonly string[] {
  const found: string[] = [];
  const keys = new Set([...Object.keys(a.columns), ...Object.keys(b.columns)]) as Set<ColumnName>;
  for (const name of keys) {
    const [before, after] = [a.columns[name], b.columns[name]];
    if (before === undefined || after === undefined)
      found.push(`column ${name} ${after === undefined ? "lost" : "new"}`);
    else if (before.constructor !== after.constructor || !bits(before).equals(bits(after)))
      found.push(`column ${name}`);
  }
  const { replays: _replays, recovered: _recovered, ...meta } = a.meta;
  for (const [key, value] of Object.entries(meta)) {
    const other = b.meta[key as keyof Episode["meta"]];
    if (!same(value, other)) found.push(`${key}: ${JSON.stringify(value)} became ${JSON.stringify(other)}`);
  }
  if (!noSnapshots) {
    const list = ({ snapshots }: Episode): string =>
      snapshots.map(({ step, bytes }) => `${step}:${Buffer.from(bytes).toString("hex")}`).join();
    if (list(a) !== list(b)) found.push("snapshots");
  }
  return found;
}
