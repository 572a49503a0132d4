import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRng } from "../../../src/shared/base/rng.ts";
import { createHopper } from "../../../src/shared/sim/create-hopper.ts";
import { randomActions, trace } from "../../builders/rollout.ts";

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe("the same seed and actions give the same bits", () => {
  it("in a fresh simulator and in a used one", () => {
    const used = createHopper();
    fc.assert(
      fc.property(seeds, (seed) => {
        const actions = randomActions(createRng(seed), 60);
        const fresh = createHopper();
        fresh.reset(seed);
        const expected = trace(fresh, actions);
        trace(used, randomActions(createRng(seed + 1), 5));
        used.reset(seed);
        expect(trace(used, actions)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it("after a restore at any step, pushes included", () => {
    const other = createHopper();
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 59 }), fc.boolean(), (seed, at, pushed) => {
        const actions = randomActions(createRng(seed), 60);
        const hopper = createHopper();
        hopper.reset(seed);
        trace(hopper, actions.slice(0, at));
        if (pushed) hopper.push({ body: "leg", x: 3, z: -1 });
        const snapshot = hopper.snapshot();
        const expected = trace(hopper, actions.slice(at));
        other.restore(snapshot);
        expect(other.steps).toBe(at);
        expect(other.snapshot()).toEqual(snapshot);
        expect(trace(other, actions.slice(at))).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it("whatever else runs between the steps", () => {
    const actions = randomActions(createRng(5), 50);
    const [alone, first, second] = [createHopper(), createHopper(), createHopper({ integrator: "euler" })];
    for (const hopper of [alone, first, second]) hopper.reset(9);
    const expected = trace(alone, actions);
    const mixed = actions.map((action) => {
      second.step(action);
      first.writePoses(new Float64Array(12));
      return trace(first, [action])[0];
    });
    expect(mixed).toEqual(expected);
  });

  it("differs between seeds", () => {
    const hopper = createHopper();
    hopper.reset(1);
    const first = Array.from(hopper.qpos);
    hopper.reset(2);
    expect(Array.from(hopper.qpos)).not.toEqual(first);
  });
});
