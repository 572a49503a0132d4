import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRng } from "../../../src/shared/base/rng.ts";
import { ComplementaritySolver, MAX_ROWS } from "../../../src/shared/sim/complementarity.ts";

describe("the complementarity solver", () => {
  it("finds forces that push only where something would give way", () => {
    const solver = new ComplementaritySolver();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_ROWS }), fc.integer({ min: 0, max: 1e9 }), (n, seed) => {
        const rng = createRng(seed);
        // rows of rank 6 like a hopper's, made definite by a regularisation
        const jacobian = Array.from({ length: n }, () => Array.from({ length: 6 }, () => rng.normal()));
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            const product = (jacobian[i] ?? []).reduce((sum, value, k) => sum + value * (jacobian[j]?.[k] ?? NaN), 0);
            solver.matrix[i * MAX_ROWS + j] = product + (i === j ? 0.05 : 0);
          }
          solver.right[i] = 100 * rng.normal();
          solver.pushing[i] = rng.int(2);
        }
        expect(solver.solve(n)).toBeLessThan(100);
        for (let i = 0; i < n; i++) {
          const force = solver.lambda[i] ?? NaN;
          let motion = -(solver.right[i] ?? NaN);
          for (let j = 0; j < n; j++) motion += (solver.matrix[i * MAX_ROWS + j] ?? NaN) * (solver.lambda[j] ?? NaN);
          expect(force).toBeGreaterThan(-1e-9);
          expect(motion).toBeGreaterThan(-1e-9);
          expect(Math.abs(force * motion)).toBeLessThan(1e-6);
        }
      }),
    );
  });
});
