/** Rows a step can have at most: (8 capsule ends + 4 capsules on an edge) × 3, one stop per joint, 3 self-contacts. */
export const MAX_ROWS = 42;
/** what a force or an acceleration may violate its sign by, as a share of the largest right-hand side */
const SLACK = 1e-13;
/** rounds of exchanging all wrong rows at once that may pass without progress, before one row at a time */
const PATIENCE = 3;
/** ends the search; one row at a time needs few hundred rounds at the very worst, and none was ever seen */
const MAX_ROUNDS = 1000;

/**
 * Forces λ ≥ 0 with A·λ − b ≥ 0, one of the two zero in every row, exactly: block principal pivoting (Júdice and Pires,
 * Computers & Operations Research 21, 1994), which guesses the rows that push, solves for them by Cholesky, and exchanges
 * those with the wrong sign. A is symmetric positive definite, so the answer is unique and the search ends.
 */
export class ComplementaritySolver {
  /** A by rows of width MAX_ROWS */
  readonly matrix = new Float64Array(MAX_ROWS * MAX_ROWS);
  readonly right = new Float64Array(MAX_ROWS);
  readonly lambda = new Float64Array(MAX_ROWS);
  /** rows that push: the first guess before `solve`, the answer after it */
  readonly pushing = new Uint8Array(MAX_ROWS);

  private readonly basis = new Int32Array(MAX_ROWS);
  private readonly factor = new Float64Array(MAX_ROWS * MAX_ROWS);
  private readonly solution = new Float64Array(MAX_ROWS);
  /** m/s² */
  private slack = 0.5;

  /** Solves the first `n` rows; answers the rounds it took. */
  solve(n: number): number {
    let slack = 0;
    for (let i = 0; i < n; i++) slack = Math.max(slack, Math.abs(this.right[i] as number));
    this.slack = slack * SLACK;
    let fewest = n + 1;
    let patience = PATIENCE;
    for (let round = 1; round < MAX_ROUNDS; round++) {
      this.solveBasis(n);
      const wrong = this.countWrong(n);
      if (wrong === 0) return round;
      if (wrong < fewest) {
        fewest = wrong;
        patience = PATIENCE;
      } else {
        patience -= 1;
      }
      this.exchange(n, patience >= 0);
    }
    return MAX_ROUNDS;
  }

  /** λ of the pushing rows as if they were all there is; 0 for the others */
  private solveBasis(n: number): void {
    const { matrix, right, lambda, pushing, basis, factor, solution } = this;
    let size = 0;
    for (let i = 0; i < n; i++) {
      lambda[i] = 0;
      if (pushing[i] === 1) basis[size++] = i;
    }
    for (let i = 0; i < size; i++) {
      const from = (basis[i] as number) * MAX_ROWS;
      const rowI = i * MAX_ROWS;
      let value = right[basis[i] as number] as number;
      for (let j = 0; j < i; j++) {
        const rowJ = j * MAX_ROWS;
        let sum = matrix[from + (basis[j] as number)] as number;
        for (let k = 0; k < j; k++) sum -= (factor[rowI + k] as number) * (factor[rowJ + k] as number);
        const entry = sum * (factor[rowJ + j] as number);
        factor[rowI + j] = entry;
        value -= entry * (solution[j] as number);
      }
      let diagonal = matrix[from + (basis[i] as number)] as number;
      for (let k = 0; k < i; k++) diagonal -= (factor[rowI + k] as number) * (factor[rowI + k] as number);
      const inverse = 1 / Math.sqrt(diagonal);
      factor[rowI + i] = inverse;
      solution[i] = value * inverse;
    }
    for (let i = size - 1; i >= 0; i--) {
      const value = (solution[i] as number) * (factor[i * MAX_ROWS + i] as number);
      lambda[basis[i] as number] = value;
      for (let j = 0; j < i; j++) {
        solution[j] = (solution[j] as number) - (factor[i * MAX_ROWS + j] as number) * value;
      }
    }
  }

  /** rows that pull, or that give way without pushing */
  private countWrong(n: number): number {
    let count = 0;
    for (let i = 0; i < n; i++) if (this.isWrong(i, n)) count += 1;
    return count;
  }

  private isWrong(i: number, n: number): boolean {
    const { matrix, right, lambda, pushing, slack } = this;
    if (pushing[i] === 1) return (lambda[i] as number) * (matrix[i * MAX_ROWS + i] as number) < -slack;
    let motion = -(right[i] as number);
    for (let j = 0; j < n; j++) motion += (matrix[i * MAX_ROWS + j] as number) * (lambda[j] as number);
    return motion < -slack;
  }

  /** moves wrong rows to the other side: all of them, or only the last (Murty's rule, which cannot cycle) */
  private exchange(n: number, all: boolean): void {
    const { pushing } = this;
    for (let i = n - 1; i >= 0; i--) {
      if (!this.isWrong(i, n)) continue;
      pushing[i] = pushing[i] === 1 ? 0 : 1;
      if (!all) return;
    }
  }
}
