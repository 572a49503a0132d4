import fc from "fast-check";
import type { Arbitrary } from "fast-check";
import {
  allocateColumn,
  END_CAUSES,
  HELP_LEVELS,
  STEP_COLUMNS,
  STEP_SOURCES,
} from "../../src/shared/dataset/columns.ts";
import type {
  ColumnArray,
  ColumnName,
  ColumnSpec,
  StepColumns,
  StepSnapshot,
} from "../../src/shared/dataset/columns.ts";
import { createRng } from "../../src/shared/base/rng.ts";
import { ALL_COLUMNS, REQUIRED_COLUMNS } from "./step-batch.ts";

const CODES: Partial<Record<ColumnName, number>> = {
  cause: END_CAUSES.length,
  source: STEP_SOURCES.length,
  level: HELP_LEVELS.length,
};

/** Every bit pattern that a column may hold: NaNs with payloads, negative zeros, infinities, subnormal numbers. */
function anyBits(name: ColumnName, rows: number, byte: () => number): ColumnArray {
  const spec: ColumnSpec = STEP_COLUMNS[name];
  const values = allocateColumn(spec, rows);
  if (name === "step") return values.map((_value, row) => row);
  const bytes = new Uint8Array(values.buffer);
  for (let i = 0; i < bytes.length; i++) bytes[i] = spec.type === "uint8" ? byte() % (CODES[name] ?? 2) : byte();
  if (values instanceof Float64Array) {
    const special = [-0, Number.NaN, Infinity, 5e-324];
    for (let i = 0; i < values.length; i += 3) values[i] = special[byte() % special.length] ?? 0;
    if (bytes.length >= 8) bytes.set([1, 2, 3, 4, 5, 6, 0xf8, 0xff]);
  }
  return values;
}

export interface AnyRows {
  readonly names: readonly ColumnName[];
  readonly rows: number;
  readonly columns: StepColumns;
  readonly snapshots: readonly StepSnapshot[];
}

/** Rows with any of the columns, any bits in them and snapshots of any length anywhere. */
export function anyRows(maxRows: number): Arbitrary<AnyRows> {
  const optional = ALL_COLUMNS.filter((name) => !REQUIRED_COLUMNS.includes(name));
  return fc
    .record({
      rows: fc.integer({ min: 1, max: maxRows }),
      extra: fc.subarray(optional),
      seed: fc.nat(),
      snapshots: fc.array(fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 40 })), { maxLength: 4 }),
    })
    .map(({ rows, extra, seed, snapshots }) => {
      const rng = createRng(seed);
      const byte = (): number => Math.floor(rng.next() * 256);
      const names = ALL_COLUMNS.filter((name) => REQUIRED_COLUMNS.includes(name) || extra.includes(name));
      const at = new Map(snapshots.map(([place, bytes]) => [place % rows, bytes]));
      return {
        names,
        rows,
        columns: Object.fromEntries(names.map((name) => [name, anyBits(name, rows, byte)])),
        snapshots: [...at].sort(([a], [b]) => a - b).map(([step, bytes]) => ({ step, bytes })),
      };
    });
}

/** The bytes of columns, for a comparison that knows no equal but not identical numbers. */
export function bytesOfColumns(columns: StepColumns): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, values]) => [
      name,
      Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString("hex"),
    ]),
  );
}
