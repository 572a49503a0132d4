/** Where two segments come closest: positions along each from its middle, in [-1, 1]. */
export interface NearestPoints {
  first: number;
  second: number;
}

function within(x: number): number {
  return x > 1 ? 1 : x < -1 ? -1 : x;
}

/**
 * Nearest points of two segments in the plane, as MuJoCo's mjraw_CapsuleCapsule: middles (dx, dz) apart (first minus
 * second), half vectors a and b. False when they are parallel (a set of measure zero, where MuJoCo makes two contacts).
 */
export function nearestPoints(
  dx: number,
  dz: number,
  ax: number,
  az: number,
  bx: number,
  bz: number,
  out: NearestPoints,
): boolean {
  const ma = ax * ax + az * az;
  const mb = -(ax * bx + az * bz);
  const mc = bx * bx + bz * bz;
  const u = -(ax * dx + az * dz);
  const v = bx * dx + bz * dz;
  const det = ma * mc - mb * mb;
  if (det < 1e-15) return false;
  let first = (mc * u - mb * v) / det;
  let second = (ma * v - mb * u) / det;
  if (first > 1 || first < -1) {
    first = within(first);
    second = (v - first * mb) / mc;
  }
  if (second > 1 || second < -1) {
    second = within(second);
    first = within((u - second * mb) / ma);
  }
  out.first = first;
  out.second = second;
  return true;
}
