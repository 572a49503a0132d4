import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeBatches } from "../../../src/shared/record/merge-batches.ts";
import { stepBatch } from "../../builders/step-batch.ts";

test("batches one after the other are the batch of all their rows", () => {
  fc.assert(
    fc.property(
      fc.nat(1000),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 }),
      (first, counts) => {
        let next = first;
        const [head, ...rest] = counts.map((count) => stepBatch((next += count) - count, count));
        if (head === undefined) throw new Error("there is one batch at least");
        expect(mergeBatches([head, ...rest])).toEqual(stepBatch(first, next - first));
      },
    ),
    { numRuns: 30 },
  );
});
