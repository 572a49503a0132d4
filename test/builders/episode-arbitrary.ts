import fc from "fast-check";
import { CODE_LIMITS, END_CAUSES, STEP_COLUMNS } from "../../src/shared/dataset/columns.ts";
import type { ColumnArray, ColumnName, ColumnSpec, StepColumns } from "../../src/shared/dataset/columns.ts";
import type { ForeignEpisode } from "../../src/node/datasets/dataset-store.ts";
import { episodeStart } from "./step-batch.ts";

const SPECS = Object.entries(STEP_COLUMNS) as [ColumnName, ColumnSpec][];

function valuesOf(name: ColumnName, spec: ColumnSpec, rows: number): fc.Arbitrary<ColumnArray> {
  const length = { minLength: rows * spec.size, maxLength: rows * spec.size };
  if (name === "step") return fc.constant(Int32Array.from({ length: rows }, (_item, i) => i));
  switch (spec.type) {
    case "float64":
      return fc.float64Array(length);
    case "float32":
      return fc.float32Array(length);
    case "int32":
      return fc.int32Array(length);
    case "uint8":
      return fc.uint8Array({ ...length, max: (CODE_LIMITS[name] ?? 2) - 1 });
  }
}

/** Episodes with any bits in their columns, NaN, infinities and -0 among them, with or without each optional column. */
export function episodeArbitrary(): fc.Arbitrary<ForeignEpisode> {
  return fc.integer({ min: 1, max: 12 }).chain((rows) => {
    const required: Record<string, fc.Arbitrary<ColumnArray>> = {};
    const optional: Record<string, fc.Arbitrary<ColumnArray>> = {};
    for (const [name, spec] of SPECS) (spec.required ? required : optional)[name] = valuesOf(name, spec, rows);
    const columns: fc.Arbitrary<StepColumns> = fc
      .tuple(fc.record(required), fc.record(optional, { requiredKeys: [] }))
      .map(([all, some]) => ({ ...all, ...some }));
    return fc.record({
      createdAt: fc
        .date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true })
        .map((date) => date.toISOString()),
      curation: fc.record(
        {
          name: fc.string({ minLength: 1, maxLength: 50 }),
          success: fc.boolean(),
          rating: fc.integer({ min: 1, max: 5 }),
          tags: fc.uniqueArray(fc.stringMatching(/^[a-zé-]{1,10}$/), { maxLength: 3 }),
          note: fc.string({ maxLength: 100, unit: "grapheme" }),
          split: fc.constantFrom("train", "validation", "other"),
        },
        { requiredKeys: [] },
      ),
      start: fc
        .record({ seed: fc.option(fc.nat()), noise: fc.constantFrom(0, 0.1) })
        .map((start) => episodeStart(start)),
      columns,
      snapshots: fc
        .uniqueArray(fc.nat(rows - 1), { maxLength: 3 })
        .chain((steps) =>
          fc.tuple(
            ...[...steps]
              .sort((a, b) => a - b)
              .map((step) => fc.record({ step: fc.constant(step), bytes: fc.uint8Array({ maxLength: 9 }) })),
          ),
        ),
      finalObservation: fc.float64Array({ minLength: 11, maxLength: 11 }),
      end: fc.record({ cause: fc.constantFrom(...END_CAUSES), health: fc.constant(null) }),
    });
  });
}
