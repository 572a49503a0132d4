import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRng } from "../../../src/shared/base/rng.ts";

describe("rng", () => {
  it("is xoshiro128** 1.1", () => {
    const rng = createRng(0);
    rng.restore([1, 2, 3, 4]);
    // the reference implementation's first outputs from the state 1, 2, 3, 4
    expect([rng.uint32(), rng.uint32(), rng.uint32(), rng.uint32()]).toEqual([11520, 0, 5927040, 70819200]);
  });

  it("repeats from a seed, differs between seeds", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 53 - 1 }), (seed) => {
        const a = createRng(seed);
        const b = createRng(seed);
        const c = createRng(seed === 0 ? 1 : seed - 1);
        const first = [a.next(), a.next(), a.normal()];
        expect([b.next(), b.next(), b.normal()]).toEqual(first);
        expect([c.next(), c.next(), c.normal()]).not.toEqual(first);
      }),
    );
  });

  it("continues from a stored state", () => {
    const rng = createRng(7);
    rng.normal();
    const state = rng.state();
    const next = [rng.next(), rng.normal(), rng.uint32()];
    const other = createRng(0);
    other.restore(state);
    expect([other.next(), other.normal(), other.uint32()]).toEqual(next);
  });

  it("forks without advancing, and by label", () => {
    const rng = createRng(3);
    const a = rng.fork(1).uint32();
    expect(rng.fork(1).uint32()).toBe(a);
    expect(rng.fork(2).uint32()).not.toBe(a);
    expect(rng.uint32()).toBe(createRng(3).uint32());
  });

  it("draws uniform, integer and normal values with the right moments", () => {
    const rng = createRng(11);
    const n = 60_000;
    let sum = 0;
    let normalSum = 0;
    let normalSquares = 0;
    const counts = [0, 0, 0];
    for (let i = 0; i < n; i++) {
      const u = rng.uniform(-1, 3);
      expect(u >= -1 && u < 3).toBe(true);
      sum += u;
      const z = rng.normal();
      normalSum += z;
      normalSquares += z * z;
      const k = rng.int(3);
      counts[k] = (counts[k] ?? 0) + 1;
    }
    expect(Math.abs(sum / n - 1)).toBeLessThan(0.025);
    expect(Math.abs(normalSum / n)).toBeLessThan(0.02);
    expect(Math.abs(normalSquares / n - 1)).toBeLessThan(0.03);
    for (const count of counts) expect(Math.abs(count / n - 1 / 3)).toBeLessThan(0.01);
  });

  it("refuses what is no seed, range or state", () => {
    expect(() => createRng(0.5)).toThrow(RangeError);
    expect(() => createRng(NaN)).toThrow(RangeError);
    expect(() => createRng(1).int(0)).toThrow(RangeError);
    expect(() => createRng(1).restore([0, 0, 0, 0])).toThrow(RangeError);
    expect(() => createRng(1).restore([1, 2, 3, 2 ** 32])).toThrow(RangeError);
  });
});
