import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyCuration, editsOf, UNTOUCHED } from "../../../src/shared/dataset/curation.ts";
import type { Curation, CurationEntry, Edit } from "../../../src/shared/dataset/curation.ts";
import { curationEntry } from "../../builders/curation-arbitrary.ts";

/** What an edit changes, said once more and independently. */
function change(before: Curation, one: Edit): Partial<Curation> {
  if (one.op === "keep" || one.op === "drop") return { verdict: one.op };
  if (one.op === "restore") return { verdict: null };
  if (one.op === "rate") return { rating: one.rating };
  if (one.op === "label") return { success: one.success };
  if (one.op === "tag")
    return { tags: [...new Set([...before.tags.filter((name) => !one.remove.includes(name)), ...one.add])] };
  return Object.fromEntries(Object.entries(one).filter(([key]) => key !== "op" && key !== "episode" && key !== "time"));
}

/** The specification: whole states on a stack, as an editor's history is explained. */
function byStates(entries: readonly CurationEntry[]): ReadonlyMap<string, Curation> {
  const history: ReadonlyMap<string, Curation>[] = [new Map()];
  let at = 0;
  for (const item of entries) {
    if (item.op === "undo") at = Math.max(0, at - 1);
    else if (item.op === "redo") at = Math.min(history.length - 1, at + 1);
    else {
      const next = new Map(history[at]);
      for (const one of editsOf(item)) {
        const before = next.get(one.episode) ?? UNTOUCHED;
        next.set(one.episode, { ...before, ...change(before, one) });
      }
      history.splice(at + 1, Infinity, next);
      at++;
    }
  }
  return history[at] ?? new Map();
}

describe("the curation log", () => {
  it("equals its specification for any sequence of edits, undos and redos", () => {
    fc.assert(
      fc.property(fc.array(curationEntry, { maxLength: 40 }), (entries) => {
        expect(applyCuration(entries)).toEqual(byStates(entries));
      }),
      { numRuns: 500 },
    );
  });
});
