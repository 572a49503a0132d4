import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_PUSH } from "../../../src/shared/base/push-limits.ts";
import { BODIES } from "../../../src/shared/base/specs.ts";
import { addPush, applyPushes } from "../../../src/shared/record/pushes.ts";
import type { Push } from "../../../src/shared/sim/types.ts";

const component = fc.double({ min: -20, max: 20, noNaN: true });
const push = fc.record({ body: fc.constantFrom(...BODIES), x: component, z: component });

describe("pushes of a step", () => {
  test("whatever comes within a step, no body gets more than the bound", () => {
    fc.assert(
      fc.property(fc.array(push, { maxLength: 6 }), (wishes) => {
        const row = new Float32Array(8);
        for (const wish of wishes) addPush(row, wish);
        for (let i = 0; i < 8; i += 2)
          expect(Math.hypot(row[i]!, row[i + 1]!)).toBeLessThanOrEqual(MAX_PUSH * 1.000001);
      }),
    );
  });

  test("small ones add up, and a long one keeps its direction", () => {
    const row = new Float32Array(8);
    addPush(row, { body: "leg", x: 1, z: 0.5 });
    addPush(row, { body: "leg", x: 1, z: -2 });
    addPush(row, { body: "foot", x: -30, z: 40 });
    expect([...row]).toEqual([0, 0, 0, 0, 2, -1.5, Math.fround(-4.8), Math.fround(6.4)]);
  });

  test("refuses what is no push and changes nothing", () => {
    const row = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    const wrong = [
      { body: "head", x: 1, z: 0 },
      { body: "torso", x: Number.NaN, z: 0 },
      { body: "torso", x: 0, z: Infinity },
    ] as unknown as readonly Push[];
    for (const wish of wrong)
      expect(() => addPush(row, wish)).toThrow(
        expect.objectContaining({ failure: expect.objectContaining({ kind: "invalid-input" }) }),
      );
    expect([...row]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test("gives a hopper one row of the column, to the bodies that are pushed", () => {
    const got: Push[] = [];
    const column = Float32Array.of(9, 9, 9, 9, 9, 9, 9, 9, 0, 0, 0.5, 0, 0, 0, 0, -2);
    applyPushes({ push: (one) => got.push(one) }, column, 8);
    expect(got).toEqual([
      { body: "thigh", x: 0.5, z: 0 },
      { body: "foot", x: 0, z: -2 },
    ]);
  });
});
