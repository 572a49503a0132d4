import fc from "fast-check";
import type { CurationEntry, Edit } from "../../src/shared/dataset/curation.ts";

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
/** Any entry of the log of edits, of two episodes. */
export const curationEntry: fc.Arbitrary<CurationEntry> = fc.oneof(
  edit,
  edit,
  fc.constant({ op: "undo" as const, time }),
  fc.constant({ op: "redo" as const, time }),
);
