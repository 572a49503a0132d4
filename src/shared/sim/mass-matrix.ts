/**
 * A symmetric positive definite 4 × 4 system, factored as L·D·Lᵀ in place: the inertia the four link angles feel.
 * Unrolled, because it is factored at every stage of every substep.
 */
export class MassMatrix {
  /** lower triangle by rows: 00, 10, 11, 20, 21, 22, 30, 31, 32, 33; after `factor` L below the diagonal, 1/D on it */
  readonly entries = new Float64Array(10);

  factor(): void {
    const m = this.entries;
    const d0 = 1 / (m[0] as number);
    const a10 = m[1] as number;
    const a20 = m[3] as number;
    const a30 = m[6] as number;
    const l10 = a10 * d0;
    const l20 = a20 * d0;
    const l30 = a30 * d0;
    const d1 = 1 / ((m[2] as number) - l10 * a10);
    const a21 = (m[4] as number) - l20 * a10;
    const a31 = (m[7] as number) - l30 * a10;
    const l21 = a21 * d1;
    const l31 = a31 * d1;
    const d2 = 1 / ((m[5] as number) - l20 * a20 - l21 * a21);
    const a32 = (m[8] as number) - l30 * a20 - l31 * a21;
    const l32 = a32 * d2;
    m[0] = d0;
    m[1] = l10;
    m[2] = d1;
    m[3] = l20;
    m[4] = l21;
    m[5] = d2;
    m[6] = l30;
    m[7] = l31;
    m[8] = l32;
    m[9] = 1 / ((m[9] as number) - l30 * a30 - l31 * a31 - l32 * a32);
  }

  /** out[at…at+3] = M⁻¹·right[at…at+3]; both may be the same array */
  solve(right: Float64Array, out: Float64Array, at: number): void {
    const m = this.entries;
    const l10 = m[1] as number;
    const l20 = m[3] as number;
    const l21 = m[4] as number;
    const l30 = m[6] as number;
    const l31 = m[7] as number;
    const l32 = m[8] as number;
    const y0 = right[at] as number;
    const y1 = (right[at + 1] as number) - l10 * y0;
    const y2 = (right[at + 2] as number) - l20 * y0 - l21 * y1;
    const y3 = (right[at + 3] as number) - l30 * y0 - l31 * y1 - l32 * y2;
    const x3 = y3 * (m[9] as number);
    const x2 = y2 * (m[5] as number) - l32 * x3;
    const x1 = y1 * (m[2] as number) - l21 * x2 - l31 * x3;
    out[at] = y0 * (m[0] as number) - l10 * x1 - l20 * x2 - l30 * x3;
    out[at + 1] = x1;
    out[at + 2] = x2;
    out[at + 3] = x3;
  }
}
