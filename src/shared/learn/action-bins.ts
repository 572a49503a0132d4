/**
 * The number of the bin that holds each action: [-1, 1] cut into `bins` equal parts, values beyond in the outermost.
 * The middle of bin k is −1 + (2k + 1) / bins.
 */
export function toBins(actions: Float32Array, bins: number): Int32Array {
  return Int32Array.from(actions, (action) => Math.min(bins - 1, Math.max(0, Math.floor(((action + 1) / 2) * bins))));
}
