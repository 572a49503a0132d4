import type { ColumnArray } from "../dataset/columns.ts";

/** Writes a column's text for one row. */
export type RowWriter = (row: number) => string;

/**
 * `write`, asked again only where a row's values differ from those of the row before, by their bits: what nobody touches,
 * such as most buttons of a pad, costs a comparison then. Rows of `size` values; best asked in their order.
 */
export function unlessRepeated(values: ColumnArray, size: number, write: RowWriter): RowWriter {
  let known = -1;
  let text = "";
  return (row) => {
    if (known < 0 || !sameRow(values, known * size, row * size, size)) text = write(row);
    known = row;
    return text;
  };
}

function sameRow(values: ColumnArray, a: number, b: number, size: number): boolean {
  for (let i = 0; i < size; i++) if (!Object.is(values[a + i], values[b + i])) return false;
  return true;
}
