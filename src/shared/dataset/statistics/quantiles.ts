/** Below it, sorting is quicker than another partition. */
const SMALL = 64;

/** From so many values on, two passes that count and gather are quicker than partitions, whose branches nobody can predict. */
const MANY = 512;
const FEW_BUCKETS = 256;
const MANY_BUCKETS = 4096;
/** Values for which the many buckets are worth their counters. */
const FOR_MANY_BUCKETS = 1 << 14;
const DEPTH = 64;
const LARGEST_KEPT = 1 << 16;

/** Memory of `selectByBuckets`, which nothing interrupts: making it anew would take longer than a thousand values do. */
const COUNTERS = new Int32Array(MANY_BUCKETS);
const PLACES = new Int32Array(MANY_BUCKETS);
let gatheredBefore = new Float64Array(1024);

/**
 * Quantiles of `values`, interpolated linearly between order statistics (numpy's default); NaN of nothing. Reorders
 * `values`. No value may be NaN. Selection instead of sorting: linear time for a fixed number of quantiles.
 */
export function selectQuantiles(values: Float64Array, ps: readonly number[]): readonly number[] {
  const last = values.length - 1;
  if (last < 0) return ps.map(() => Number.NaN);
  const ranks = ps.flatMap((p) => [Math.floor(p * last), Math.min(last, Math.floor(p * last) + 1)]);
  const wanted = [...new Set(ranks)].sort((a, b) => a - b);
  const found = (values.length < MANY ? null : selectByBuckets(values, wanted)) ?? selectInPlace(values, wanted);
  return ps.map((p) => interpolate(p, last, (rank) => found[wanted.indexOf(rank)]));
}

/** Quantiles as `selectQuantiles`, of values that are in ascending order already. */
export function sortedQuantiles(values: Float64Array, ps: readonly number[]): readonly number[] {
  return ps.map((p) => interpolate(p, values.length - 1, (rank) => values[rank]));
}

function interpolate(p: number, last: number, at: (rank: number) => number | undefined): number {
  const low = Math.floor(p * last);
  const a = at(low) ?? Number.NaN;
  const b = at(Math.min(low + 1, last)) ?? Number.NaN;
  return a + (b - a) * (p * last - low);
}

function selectInPlace(values: Float64Array, ranks: readonly number[]): readonly number[] {
  select(values, 0, values.length - 1, ranks, DEPTH);
  return ranks.map((rank) => values[rank]!);
}

/**
 * Counts the values in equal buckets of their range, and selects within those that hold a rank: the same values as by
 * sorting, for the place of a value grows with it, rounding included. Null where the range has no width in float64.
 */
function selectByBuckets(values: Float64Array, ranks: readonly number[]): readonly number[] | null {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const buckets = values.length < FOR_MANY_BUCKETS ? FEW_BUCKETS : MANY_BUCKETS;
  const scale = (buckets - 1) / (high - low);
  if (!(scale > 0 && scale < Infinity && high - low < Infinity)) return null;
  const counts = COUNTERS.fill(0, 0, buckets);
  for (let i = 0; i < values.length; i++) counts[((values[i]! - low) * scale) | 0]!++;
  /** where the next value of a bucket goes; -1: nobody asks for the bucket */
  const next = PLACES.fill(-1, 0, buckets);
  const asked: { readonly from: number; readonly to: number; readonly ranks: number[] }[] = [];
  let before = 0;
  let room = 0;
  let rank = 0;
  for (let bucket = 0; bucket < buckets && rank < ranks.length; bucket++) {
    const count = counts[bucket]!;
    const inside: number[] = [];
    for (; rank < ranks.length && ranks[rank]! < before + count; rank++) inside.push(ranks[rank]! - before + room);
    before += count;
    if (inside.length === 0) continue;
    next[bucket] = room;
    asked.push({ from: room, to: room + count - 1, ranks: inside });
    room += count;
  }
  const gathered = gatheredBefore.length < room ? new Float64Array(room) : gatheredBefore;
  if (room <= LARGEST_KEPT) gatheredBefore = gathered;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const bucket = ((value - low) * scale) | 0;
    const place = next[bucket]!;
    if (place < 0) continue;
    gathered[place] = value;
    next[bucket] = place + 1;
  }
  // a value that comes again and again, such as a limit, fills a bucket of its own
  for (const { from, to, ranks: inside } of asked)
    if (!allEqual(gathered, from, to)) select(gathered, from, to, inside, DEPTH);
  return asked.flatMap(({ ranks: inside }) => inside.map((place) => gathered[place]!));
}

function allEqual(values: Float64Array, from: number, to: number): boolean {
  const first = values[from]!;
  for (let i = from + 1; i <= to; i++) if (values[i]! !== first) return false;
  return true;
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
