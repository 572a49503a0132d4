import type { Architecture, PolicyHead } from "./policy-meta.ts";

/** How many numbers an action of this architecture and head has. */
export function actionSize(architecture: Architecture, head: PolicyHead): number {
  return head.kind === "bins" ? architecture.outputs / head.bins : architecture.outputs;
}

/** The centre of bin `k` of `bins` equal ones over [-1, 1]. */
export function binCentre(k: number, bins: number): number {
  return (2 * k + 1) / bins - 1;
}

/**
 * The centre of the most probable bin of each dimension into `action`: `logits` holds `bins` for each, one after the
 * other. The lowest among equals; NaN where a logit is NaN.
 */
export function chooseBins(logits: Float64Array, bins: number, action: Float64Array): void {
  for (let d = 0; d < action.length; d += 1) {
    let best = 0;
    let highest = -Infinity;
    let sound = true;
    for (let k = 0; k < bins; k += 1) {
      const logit = logits[d * bins + k]!;
      if (logit > highest) {
        highest = logit;
        best = k;
      } else if (logit !== logit) {
        sound = false;
      }
    }
    // Two stores: a number that comes from either side of a choice is kept on the heap.
    action[d] = binCentre(best, bins);
    if (!sound) action[d] = NaN;
  }
}
