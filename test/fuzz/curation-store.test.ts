import { cpSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { createDataset, openDataset } from "../../src/node/datasets/open-dataset.ts";
import { UNTOUCHED } from "../../src/shared/dataset/curation.ts";
import type { Curation, Edit } from "../../src/shared/dataset/curation.ts";
import { episodeStart, stepBatch } from "../builders/step-batch.ts";
import { scratch, STOPPED } from "../unit/node/datasets/store-fixture.ts";

const EPISODES = 3;
const STEPS = 60;

/** Edits of the n-th episode; ids are known only when the dataset is there. */
const word = fc.stringMatching(/^[a-z]{1,5}$/);
const one = fc.oneof(
  fc.record({ op: fc.constant("name" as const), name: fc.string({ maxLength: 20 }) }),
  fc.record({ op: fc.constantFrom("keep" as const, "drop" as const, "restore" as const) }),
  fc.record({ op: fc.constant("label" as const), success: fc.option(fc.boolean()) }),
  fc.record({ op: fc.constant("rate" as const), rating: fc.option(fc.integer({ min: 1, max: 5 })) }),
  fc.record({
    op: fc.constant("tag" as const),
    add: fc.array(word, { maxLength: 3 }),
    remove: fc.array(word, { maxLength: 3 }),
  }),
  fc.record({ op: fc.constant("note" as const), note: fc.string({ maxLength: 20, unit: "grapheme" }) }),
  fc.record({ op: fc.constant("operator" as const), operator: fc.option(word) }),
  fc.record({
    op: fc.constant("trim" as const),
    trim: fc.option(fc.nat(STEPS - 11).map((from) => ({ from, to: from + 10 }))),
  }),
  fc.record({ op: fc.constant("split" as const), split: fc.option(word) }),
);
interface Wish {
  readonly of: number;
  readonly edit: Omit<Edit, "episode">;
}
const wish: fc.Arbitrary<Wish> = fc.record({ of: fc.nat(EPISODES - 1), edit: one });
const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(wish, { minLength: 1, maxLength: 4 }).map((edits) => ({ do: "edit" as const, edits })),
  },
  { weight: 2, arbitrary: fc.constant({ do: "undo" as const }) },
  { weight: 2, arbitrary: fc.constant({ do: "redo" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "reopen" as const }) },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

type State = readonly Curation[];

function changed(before: Curation, edit: Omit<Edit, "episode">): Curation {
  const given = edit as Edit;
  if (given.op === "keep" || given.op === "drop") return { ...before, verdict: given.op };
  if (given.op === "restore") return { ...before, verdict: null };
  if (given.op === "tag") {
    const left = before.tags.filter((tag) => !given.remove.includes(tag));
    return { ...before, tags: [...new Set([...left, ...given.add])] };
  }
  return { ...before, ...Object.fromEntries(Object.entries(edit).filter(([key]) => key !== "op")) };
}

/** The specification: whole states on a stack. */
function specified(acts: readonly Act[]): State {
  const stack: State[] = [Array.from({ length: EPISODES }, () => UNTOUCHED)];
  let at = 0;
  for (const step of acts) {
    if (step.do === "undo") at = Math.max(0, at - 1);
    else if (step.do === "redo") at = Math.min(stack.length - 1, at + 1);
    else if (step.do === "edit") {
      const next = [...(stack[at] ?? [])];
      for (const { of, edit } of step.edits) next[of] = changed(next[of] ?? UNTOUCHED, edit);
      stack.splice(++at, Infinity, next);
    }
  }
  return stack[at] ?? [];
}

it(
  "edits, undos, redos and reopenings of a dataset on the disk equal the specification",
  { timeout: 300_000 },
  async () => {
    const template = join(scratch(), "hops");
    await createDataset({ path: template, name: "Hops" });
    const first = await openDataset(template, { mode: "write" });
    for (let i = 0; i < EPISODES; i++) {
      const recording = await first.begin(episodeStart());
      await recording.append(stepBatch(0, STEPS));
      await recording.finish(STOPPED);
    }
    await first.close();
    const copies = scratch();
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 14 }), async (acts) => {
        const path = join(copies, String(runs++));
        cpSync(template, path, { recursive: true });
        let store = await openDataset(path, { mode: "write" });
        const ids = (await store.episodes()).map(({ id }) => id);
        for (const step of acts) {
          if (step.do === "edit")
            await store.edit(step.edits.map(({ of, edit }) => ({ ...edit, episode: ids[of] ?? "" }) as Edit));
          else if (step.do === "undo") await store.undo();
          else if (step.do === "redo") await store.redo();
          else {
            await store.close();
            store = await openDataset(path, { mode: "write" });
          }
        }
        const found = (await store.episodes()).map(({ curation }) => curation);
        await store.close();
        expect(found).toEqual(specified(acts));
      }),
      { numRuns: Number(process.env["POGO_CURATIONS"] ?? 40) },
    );
  },
);
