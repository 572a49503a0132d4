/** Which rows are selected, which one is under the cursor, and where a range begins. */
export interface Selection {
  readonly selected: ReadonlySet<string>;
  readonly active: string | null;
  readonly anchor: string | null;
}

export const NO_SELECTION: Selection = { selected: new Set(), active: null, anchor: null };

/** As file managers have it: alone, one more or less, or everything from the anchor on. */
export type SelectManner = "only" | "toggle" | "range";

/** What a click, or a key that moves, makes of the selection. `rows` are the ids shown, in order. */
export function select(before: Selection, rows: readonly string[], row: string, manner: SelectManner): Selection {
  switch (manner) {
    case "only":
      return { selected: new Set([row]), active: row, anchor: row };
    case "toggle": {
      const selected = new Set(before.selected);
      if (!selected.delete(row)) selected.add(row);
      return { selected, active: row, anchor: row };
    }
    case "range": {
      const anchor = before.anchor ?? before.active ?? row;
      const from = rows.indexOf(anchor);
      const to = rows.indexOf(row);
      if (from < 0 || to < 0) return select(before, rows, row, "only");
      return { selected: new Set(rows.slice(Math.min(from, to), Math.max(from, to) + 1)), active: row, anchor };
    }
  }
}

/** The row to go on with when `leaving` disappear from the list: the next that stays, else the one before. */
export function neighbourOf(rows: readonly string[], leaving: ReadonlySet<string>): string | null {
  const last = rows.findLastIndex((row) => leaving.has(row));
  const after = rows.slice(last + 1).find((row) => !leaving.has(row));
  return after ?? rows.slice(0, Math.max(0, last)).findLast((row) => !leaving.has(row)) ?? null;
}

/** Modifiers of a click or key, as a manner. */
export function mannerOf(event: {
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}): SelectManner {
  if (event.shiftKey) return "range";
  return event.ctrlKey || event.metaKey ? "toggle" : "only";
}
