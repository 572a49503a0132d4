import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyCuration, editsOf, parseCuration, UNTOUCHED } from "../../../src/shared/dataset/curation.ts";
import type { Curation, CurationEntry, Edit } from "../../../src/shared/dataset/curation.ts";

const EPISODES = ["01ARZ3NDEKTSV4RRFFQ69G5FA0", "01ARZ3NDEKTSV4RRFFQ69G5FA1"];
const time = "2024-01-01T00:00:00.000Z";

const episode = fc.constantFrom(...EPISODES);
const word = fc.stringMatching(/^[a-z]{1,5}$/);
const single: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ op: fc.constant("name" as const), episode, name: fc.string({ maxLength: 20 }) }),
  fc.record({ op: fc.constantFrom("keep" as const), episode }),
  fc.record({ op: fc.constantFrom("drop" as const), episode }),
  fc.record({ op: fc.constantFrom("restore" as const), episode }),
  fc.record({ op: fc.constant("label" as const), episode, success: fc.option(fc.boolean()) }),
  fc.record({ op: fc.constant("rate" as const), episode, rating: fc.option(fc.integer({ min: 1, max: 5 })) }),
  fc.record({
    op: fc.constant("tag" as const),
    episode,
    add: fc.array(word, { maxLength: 3 }),
    remove: fc.array(word, { maxLength: 3 }),
  }),
  fc.record({ op: fc.constant("note" as const), episode, note: fc.string({ maxLength: 20 }) }),
  fc.record({ op: fc.constant("operator" as const), episode, operator: fc.option(word) }),
  fc.record({
    op: fc.constant("trim" as const),
    episode,
    trim: fc.option(fc.nat(50).map((from) => ({ from, to: from + 10 }))),
  }),
  fc.record({ op: fc.constant("split" as const), episode, split: fc.option(word) }),
);
const edit: fc.Arbitrary<CurationEntry> = fc.oneof(
  single.map((one) => ({ ...one, time })),
  fc.record({
    op: fc.constant("batch" as const),
    time: fc.constant(time),
    edits: fc.array(single, { minLength: 1, maxLength: 4 }),
  }),
);
const entry: fc.Arbitrary<CurationEntry> = fc.oneof(
  edit,
  edit,
  fc.constant({ op: "undo" as const, time }),
  fc.constant({ op: "redo" as const, time }),
);

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
      fc.property(fc.array(entry, { maxLength: 40 }), (entries) => {
        expect(applyCuration(entries)).toEqual(byStates(entries));
      }),
      { numRuns: 500 },
    );
  });

  it("is read back from its text, without the lines that a crash tore", () => {
    const torn = fc.constantFrom('{"op":"drop","ti', "null", '{"op":"erase"}', "\u0000\u0000");
    fc.assert(
      fc.property(fc.array(fc.oneof(entry, torn)), (lines) => {
        const text = lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join("");
        const { entries, unreadable } = parseCuration(text);
        expect(entries).toEqual(lines.filter((line) => typeof line !== "string"));
        expect(unreadable).toBe(lines.filter((line) => typeof line === "string").length);
      }),
    );
  });

  it("takes no episode id that is a path", () => {
    expect(parseCuration(JSON.stringify({ op: "drop", time, episode: "../../etc/passwd" })).entries).toEqual([]);
  });
});
