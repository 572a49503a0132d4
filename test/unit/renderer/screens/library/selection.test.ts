import { expect, test } from "vitest";
import { NO_SELECTION, mannerOf, neighbourOf, select } from "../../../../../src/renderer/screens/library/selection.ts";
import type { SelectManner, Selection } from "../../../../../src/renderer/screens/library/selection.ts";

const ROWS = ["a", "b", "c", "d", "e"];

function clicks(...steps: readonly (readonly [string, SelectManner])[]): Selection {
  return steps.reduce((selection, [row, manner]) => select(selection, ROWS, row, manner), NO_SELECTION);
}

test("a plain click selects one row, Ctrl adds and takes away, Shift reaches from where it began", () => {
  expect([...clicks(["b", "only"], ["d", "only"]).selected]).toEqual(["d"]);
  expect([...clicks(["b", "only"], ["d", "toggle"]).selected]).toEqual(["b", "d"]);
  expect([...clicks(["b", "only"], ["d", "toggle"], ["b", "toggle"]).selected]).toEqual(["d"]);
  expect([...clicks(["b", "only"], ["d", "range"]).selected]).toEqual(["b", "c", "d"]);
  expect([...clicks(["c", "only"], ["e", "range"], ["a", "range"]).selected]).toEqual(["a", "b", "c"]);
});

test("a range from a row that is filtered away begins where it ends", () => {
  const gone: Selection = { selected: new Set(["x"]), active: "x", anchor: "x" };
  expect(select(gone, ROWS, "c", "range")).toEqual({ selected: new Set(["c"]), active: "c", anchor: "c" });
});

test("after rows leave, the next one that stays is under the cursor, else the one before", () => {
  expect(neighbourOf(ROWS, new Set(["b", "c"]))).toBe("d");
  expect(neighbourOf(ROWS, new Set(["d", "e"]))).toBe("c");
  expect(neighbourOf(ROWS, new Set(ROWS))).toBeNull();
});

test("Shift goes before Ctrl, as in file managers", () => {
  const none = { shiftKey: false, ctrlKey: false, metaKey: false };
  expect(mannerOf(none)).toBe("only");
  expect(mannerOf({ ...none, metaKey: true })).toBe("toggle");
  expect(mannerOf({ ...none, ctrlKey: true, shiftKey: true })).toBe("range");
});
