/** Rows a step can have at most: 8 capsule ends × 3, one stop per joint, 3 self-contacts. */
export const MAX_ROWS = 30;
/** sweeps after which the rest is left to the next step; measured need: below 100 */
const MAX_SWEEPS = 500;
/** largest change of a row's acceleration in a sweep that still counts as converged, relative to the largest seen */
const TOLERANCE = 1e-14;

/**
 * Forces λ ≥ 0 with (A·λ − b) ≥ 0 and complementary, by projected Gauss-Seidel from zero: A is `n` rows of width
 * MAX_ROWS, symmetric positive definite (its diagonal holds the regularisation). Returns the sweeps done.
 */
export function projectedGaussSeidel(a: Float64Array, b: Float64Array, lambda: Float64Array, n: number): number {
  for (let i = 0; i < n; i++) lambda[i] = 0;
  for (let sweep = 1; sweep <= MAX_SWEEPS; sweep++) {
    let change = 0;
    let size = 0;
    for (let i = 0; i < n; i++) {
      const row = i * MAX_ROWS;
      let residual = b[i] as number;
      for (let j = 0; j < n; j++) residual -= (a[row + j] as number) * (lambda[j] as number);
      const diagonal = a[row + i] as number;
      const before = lambda[i] as number;
      const next = before + residual / diagonal;
      const after = next > 0 ? next : 0;
      lambda[i] = after;
      const moved = Math.abs(after - before) * diagonal;
      if (moved > change) change = moved;
      if (after * diagonal > size) size = after * diagonal;
    }
    if (change <= TOLERANCE * size) return sweep;
  }
  return MAX_SWEEPS;
}
