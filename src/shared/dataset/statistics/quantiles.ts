/** Below it, sorting is quicker than another partition. */
const SMALL = 64;

/**
 * Quantiles of `values`, interpolated linearly between order statistics (numpy's default); NaN of nothing. Reorders
 * `values`. No value may be NaN. Selection instead of sorting: linear time for a fixed number of quantiles.
 */
export function selectQuantiles(values: Float64Array, ps: readonly number[]): readonly number[] {
  const last = values.length - 1;
  if (last < 0) return ps.map(() => Number.NaN);
  const ranks = ps.flatMap((p) => [Math.floor(p * last), Math.min(last, Math.floor(p * last) + 1)]);
  const wanted = [...new Set(ranks)].sort((a, b) => a - b);
  select(values, 0, last, wanted, 64);
  return ps.map((p) => {
    const low = Math.floor(p * last);
    const a = values[low] ?? Number.NaN;
    const b = values[Math.min(low + 1, last)] ?? Number.NaN;
    return a + (b - a) * (p * last - low);
  });
}

/** Puts the values of all `ranks` (ascending, within from…to) into their sorted places (Hoare 1961). */
function select(values: Float64Array, from: number, to: number, ranks: readonly number[], depth: number): void {
  if (ranks.length === 0 || from >= to) return;
  if (to - from < SMALL || depth === 0) {
    values.subarray(from, to + 1).sort();
    return;
  }
  const pivot = middle(values[from]!, values[(from + to) >>> 1]!, values[to]!);
  let i = from;
  let j = to;
  while (i <= j) {
    while (values[i]! < pivot) i++;
    while (values[j]! > pivot) j--;
    if (i > j) break;
    const swapped = values[i]!;
    values[i] = values[j]!;
    values[j] = swapped;
    i++;
    j--;
  }
  // what lies between j and i equals the pivot and is in place
  const low = ranks.filter((rank) => rank <= j);
  const high = ranks.filter((rank) => rank >= i);
  select(values, from, j, low, depth - 1);
  select(values, i, to, high, depth - 1);
}

function middle(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
