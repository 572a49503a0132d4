/** Two segments in the plane, and where they come closest. */
export interface SegmentPair {
  /** from the second's middle to the first's */
  dx: number;
  dz: number;
  /** half vectors of the first and the second */
  ax: number;
  az: number;
  bx: number;
  bz: number;
  /** result: where along each, in [-1, 1] from its middle */
  first: number;
  second: number;
}

/** A pair to fill in: every field starts as a fraction, so that its storage holds doubles from the beginning. */
export function createSegmentPair(): SegmentPair {
  return { dx: 0.5, dz: 0.5, ax: 0.5, az: 0.5, bx: 0.5, bz: 0.5, first: 0.5, second: 0.5 };
}

/**
 * Nearest points of two segments, as MuJoCo's mjraw_CapsuleCapsule. False when they are parallel (a set of measure zero,
 * where MuJoCo makes two contacts).
 */
export function findNearestPoints(pair: SegmentPair): boolean {
  const { dx, dz, ax, az, bx, bz } = pair;
  const ma = ax * ax + az * az;
  const mb = -(ax * bx + az * bz);
  const mc = bx * bx + bz * bz;
  const u = -(ax * dx + az * dz);
  const v = bx * dx + bz * dz;
  const det = ma * mc - mb * mb;
  if (det < 1e-15) return false;
  let first = (mc * u - mb * v) / det;
  let second = (ma * v - mb * u) / det;
  if (first > 1) {
    first = 1;
    second = (v - mb) / mc;
  } else if (first < -1) {
    first = -1;
    second = (v + mb) / mc;
  }
  if (second > 1 || second < -1) {
    second = second > 1 ? 1 : -1;
    first = (u - second * mb) / ma;
    if (first > 1) first = 1;
    else if (first < -1) first = -1;
  }
  pair.first = first;
  pair.second = second;
  return true;
}
