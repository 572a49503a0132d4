import fc from "fast-check";
import { expect, test } from "vitest";
import type { CurvePoint } from "../../../../src/shared/ipc/jobs.ts";
import { mergePoints } from "../../../../src/renderer/state/jobs-store.ts";

const points = fc
  .uniqueArray(fc.nat(200))
  .map((steps) => steps.map((step) => ({ step, epoch: 1, loss: step, validationLoss: null })));

test("however points arrive, the curve holds each step once and in order", () => {
  fc.assert(
    fc.property(fc.array(points), (batches) => {
      const merged = batches.reduce<readonly CurvePoint[]>(mergePoints, []);
      const wanted = [...new Set(batches.flat().map((point) => point.step))].sort((a, b) => a - b);
      expect([...merged].map((point) => point.step)).toEqual(wanted);
    }),
  );
});
