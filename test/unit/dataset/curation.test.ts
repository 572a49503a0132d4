import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyCuration, parseCuration } from "../../../src/shared/dataset/curation.ts";
import type { Curation, CurationEntry } from "../../../src/shared/dataset/curation.ts";

const EPISODES = ["01ARZ3NDEKTSV4RRFFQ69G5FA0", "01ARZ3NDEKTSV4RRFFQ69G5FA1"];
const time = "2024-01-01T00:00:00.000Z";

const edit: fc.Arbitrary<CurationEntry> = fc.oneof(
  fc.record({
    op: fc.constant("name" as const),
    time: fc.constant(time),
    episode: fc.constantFrom(...EPISODES),
    name: fc.string({ maxLength: 20 }),
  }),
  fc.record({
    op: fc.constantFrom("drop" as const, "restore" as const),
    time: fc.constant(time),
    episode: fc.constantFrom(...EPISODES),
  }),
);
const entry: fc.Arbitrary<CurationEntry> = fc.oneof(
  edit,
  edit,
  fc.record({ op: fc.constantFrom("undo" as const, "redo" as const), time: fc.constant(time) }),
);

/** The specification: whole states on a stack, as an editor's history is explained. */
function byStates(entries: readonly CurationEntry[]): ReadonlyMap<string, Curation> {
  const history: ReadonlyMap<string, Curation>[] = [new Map()];
  let at = 0;
  for (const item of entries) {
    if (item.op === "undo") at = Math.max(0, at - 1);
    else if (item.op === "redo") at = Math.min(history.length - 1, at + 1);
    else {
      const next = new Map(history[at]);
      const { name, dropped } = next.get(item.episode) ?? { name: null, dropped: false };
      next.set(item.episode, item.op === "name" ? { name: item.name, dropped } : { name, dropped: item.op === "drop" });
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
