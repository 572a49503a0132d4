/** One policy's evaluation against another's. */
export interface PolicyComparison {
  /** ids */
  readonly policy: string;
  readonly other: string;
  /** episodes that both drove from the same seed; 0 where the episodes of either are not known */
  readonly pairs: number;
  /** P(an episode of `policy` returns more than one of `other`), ties counted half; null without pairs */
  readonly improvement: number | null;
  /** mean of the paired differences in return, and its 95 % bootstrap interval; null without pairs */
  readonly difference: { readonly mean: number; readonly ci95: readonly [number, number] } | null;
  /** two-sided p-value of the paired permutation test; null without pairs */
  readonly pValue: number | null;
}
